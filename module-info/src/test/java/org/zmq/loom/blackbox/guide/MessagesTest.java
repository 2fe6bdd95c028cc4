package org.zmq.loom.blackbox.guide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zmq.loom.Context;
import org.zmq.loom.FrameReader;
import org.zmq.loom.FrameWriter;
import org.zmq.loom.Message;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomTest;

/** What docs/guide/messages.md shows. */
class MessagesTest {
    @Test
    void areBuiltFrameByFrame() {
        List<String> lines = List.of("one", "two", "three");

        Message.Builder all = Message.builder();
        for (String line : lines) {
            all.add(line);
        }
        Message message = all.build();

        assertThat(message).isEqualTo(Message.of("one", "two", "three"));
    }

    @Test
    void arePutBehindOthers() {
        Message report = Message.of("17 degrees").behind("weather.berlin");
        Message body = report.without(1);
        int bytes = 0;
        for (ByteBuffer frame : report) {
            bytes += frame.remaining();
        }

        assertThat(report).isEqualTo(Message.of("weather.berlin", "17 degrees"));
        assertThat(body).isEqualTo(Message.of("17 degrees"));
        assertThat(bytes).isEqualTo(24);
    }

    @LoomTest
    void borrowTheirMemory(Loom loom) throws Exception {
        Context context = loom.context();
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        push.connect(pull.bind("tcp://127.0.0.1:*"));
        Deque<byte[]> pool = new ArrayDeque<>(List.of("from a pool".getBytes(UTF_8)));

        byte[] bytes = pool.remove();
        Message message = Message.wrap(bytes, () -> pool.add(bytes));
        try {
            push.send(message);
        } finally {
            message.release();
        }

        assertThat(pull.receive().text()).isEqualTo("from a pool");
        assertThat(pool).containsExactly(bytes);
    }

    @LoomTest
    void comeFrameByFrame(Loom loom) throws Exception {
        Context context = loom.context();
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        push.connect(pull.bind("tcp://127.0.0.1:*"));
        List<String> frames = new ArrayList<>();

        FrameWriter out = new FrameWriter(push);
        out.sendMore("topic");
        out.send("body");

        FrameReader in = new FrameReader(pull);
        do {
            frames.add(in.receiveText());
        } while (in.more());

        assertThat(frames).containsExactly("topic", "body");
    }
}
