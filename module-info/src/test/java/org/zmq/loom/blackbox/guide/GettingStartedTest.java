package org.zmq.loom.blackbox.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.zmq.loom.Context;
import org.zmq.loom.Endpoint;
import org.zmq.loom.Errno;
import org.zmq.loom.Message;
import org.zmq.loom.ZmqException;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomTest;

/** What docs/guide/getting-started.md shows, but for its program, which is run as its readers run it. */
class GettingStartedTest {
    @Test
    void messagesHaveFrames() {
        Message one = Message.of("hello");
        Message two = Message.of("weather.berlin", "17 degrees");

        String text = one.text();
        String topic = two.text(0);
        byte[] copy = two.frame(1);

        assertThat(text).isEqualTo("hello");
        assertThat(topic).isEqualTo("weather.berlin");
        assertThat(copy).asString().isEqualTo("17 degrees");
        List<Integer> sizes = new ArrayList<>();

        for (ByteBuffer frame : two) {
            sizes.add(frame.remaining());
        }

        assertThat(sizes).containsExactly(14, 10);
    }

    @LoomTest
    void sendersAndReceiversComeInAnyOrder(Loom loom) throws Exception {
        Context context = loom.context();

        var pull = context.pull();
        var push = context.push();
        push.connect("inproc://tasks");
        push.send("first");
        pull.bind("inproc://tasks");
        String task = pull.receive().text();

        assertThat(task).isEqualTo("first");
        assertThat(pull.tryReceive()).isEmpty();
    }

    @LoomTest
    void failuresSayWhy(Loom loom) {
        Context context = loom.context();
        Endpoint taken = context.rep().bind("tcp://127.0.0.1:*");
        Optional<Errno> reason = Optional.empty();

        try (var server = context.rep()) {
            Endpoint endpoint = server.bind(taken);
            System.out.println("listening at " + endpoint);
        } catch (ZmqException e) {
            reason = Optional.of(e.errno());
        }

        assertThat(reason).contains(Errno.EADDRINUSE);
        String endpointFromTheUser = "127.0.0.1:5555";
        Optional<Errno> errno = Optional.empty();

        try (var server = context.rep()) {
            server.bind(endpointFromTheUser);
        } catch (RuntimeException e) {
            errno = Errno.of(e);
        }

        assertThat(errno).contains(Errno.EINVAL);
    }
}
