import module org.zmq.loom;

void main() throws InterruptedException {
    try (var context = Context.create(); var server = context.rep(); var client = context.req()) {
        var endpoint = server.bind("tcp://127.0.0.1:*");
        context.fork("greeter", () -> {
            while (true) {
                Message request = server.receive();
                server.send("Hello " + request.text());
            }
        });
        client.connect(endpoint);
        client.send("World");
        IO.println(client.receive().text());
    }
}
