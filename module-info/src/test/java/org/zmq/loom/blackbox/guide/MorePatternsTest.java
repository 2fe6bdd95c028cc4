package org.zmq.loom.blackbox.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.zmq.loom.ChannelSocket;
import org.zmq.loom.ClientSocket;
import org.zmq.loom.Context;
import org.zmq.loom.DishSocket;
import org.zmq.loom.Endpoint;
import org.zmq.loom.GatherSocket;
import org.zmq.loom.Message;
import org.zmq.loom.PeerSocket;
import org.zmq.loom.RadioSocket;
import org.zmq.loom.ScatterSocket;
import org.zmq.loom.ZmqServerSocket;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomTest;

/** What docs/guide/more-patterns.md shows. */
class MorePatternsTest {
    @LoomTest
    void clientServer(Loom loom) throws Exception {
        Context context = loom.context();

        ZmqServerSocket server = context.server();
        Endpoint endpoint = server.bind("tcp://127.0.0.1:*");
        for (int i = 0; i < 4; i++) {
            context.fork("server-" + i, () -> {
                while (true) {
                    Message request = server.receive();
                    server.send(request.reply("Hello " + request.text()));
                }
            });
        }

        ClientSocket client = context.client();
        client.connect(endpoint);
        client.send("Anna");
        client.send("Bert");
        String first = client.receive().text();
        String second = client.receive().text();

        assertThat(Set.of(first, second)).containsExactlyInAnyOrder("Hello Anna", "Hello Bert");
    }

    @LoomTest
    void radioDish(Loom loom) throws Exception {
        Context context = loom.context();

        RadioSocket radio = context.radio();
        Endpoint endpoint = radio.bind("tcp://127.0.0.1:*");
        DishSocket dish = context.dish();
        dish.join("weather");
        dish.connect(endpoint);

        Optional<Message> weather = Optional.empty();
        while (weather.isEmpty()) {
            radio.send(Message.of("17 degrees").withGroup("weather"));
            weather = dish.receive(Duration.ofMillis(100));
        }
        String group = weather.get().group();

        assertThat(weather).contains(Message.of("17 degrees"));
        assertThat(group).isEqualTo("weather");
    }

    @LoomTest
    void scatterGather(Loom loom) throws Exception {
        Context context = loom.context();

        ScatterSocket scatter = context.scatter();
        GatherSocket gather = context.gather();
        scatter.connect(gather.bind("tcp://127.0.0.1:*"));
        scatter.send("a task");
        String task = gather.receive().text();

        assertThat(task).isEqualTo("a task");
    }

    @LoomTest
    void peers(Loom loom) throws Exception {
        Context context = loom.context();

        PeerSocket one = context.peer();
        Endpoint endpoint = one.bind("tcp://127.0.0.1:*");
        PeerSocket other = context.peer();
        int number = other.connectPeer(endpoint);
        other.send(Message.of("hello").withRoutingId(number));
        Message hello = one.receive();
        one.send(hello.reply("hello yourself"));
        String answer = other.receive().text();

        assertThat(hello.text()).isEqualTo("hello");
        assertThat(answer).isEqualTo("hello yourself");
    }

    @LoomTest
    void channel(Loom loom) throws Exception {
        Context context = loom.context();
        ChannelSocket one = context.channel();
        one.bind("inproc://channel");
        ChannelSocket other = context.channel();
        other.connect("inproc://channel");
        one.send("over");
        assertThat(other.receive().text()).isEqualTo("over");
    }
}
