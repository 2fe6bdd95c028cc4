package org.zmq.loom.blackbox.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtendWith;
import org.zmq.loom.Context;
import org.zmq.loom.Message;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.testkit.Fault;
import org.zmq.loom.testkit.FaultyTransport;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomExtension;
import org.zmq.loom.testkit.LoomTest;
import org.zmq.loom.testkit.MemoryTransport;

/** Memory that is lent to messages on their way over real connections, good ones and bad ones. */
@ExtendWith(LoomExtension.class)
class LentMemoryTest {
    private static final int LARGE = 200_000;

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    /** One array is used again as soon as it is back, and no message ever shows what was written for a later one. */
    @LoomTest
    void oneArrayServesManyMessages(Loom loom) throws InterruptedException {
        PullSocket pull = loom.context().pull();
        PushSocket push = loom.context().push();
        push.connect(pull.bind("tcp://127.0.0.1:*").toString());
        byte[] array = new byte[LARGE];
        for (int i = 0; i < 50; i++) {
            CountDownLatch back = new CountDownLatch(1);
            Arrays.fill(array, (byte) i);
            push.send(Message.wrap(array, back::countDown));
            assertThat(back.await(20, TimeUnit.SECONDS)).isTrue();
            Arrays.fill(array, (byte) -1);
            byte[] received = pull.receive().bytes();
            assertThat(received).hasSize(LARGE);
            for (byte value : received) {
                assertThat(value).isEqualTo((byte) i);
            }
        }
    }

    @LoomTest
    void messageThatWasCutComesWholeOverTheNextConnectionAndGoesBackOnce(Loom loom) throws InterruptedException {
        FaultyTransport faulty = new FaultyTransport(new MemoryTransport())
                .nextDialled(new Fault.CutAfter(Fault.Direction.OUT, LARGE / 2));
        Context context = loom.context(settings -> settings.transport(faulty));
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        push.set(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(1));
        push.connect(pull.bind("mem://*").toString());
        byte[] memory = random(LARGE);
        byte[] content = memory.clone();
        AtomicInteger times = new AtomicInteger();
        CountDownLatch back = new CountDownLatch(1);
        push.send(Message.wrap(memory, () -> {
            Arrays.fill(memory, (byte) -1);
            times.incrementAndGet();
            back.countDown();
        }));
        assertThat(pull.receive().bytes()).isEqualTo(content);
        assertThat(back.await(20, TimeUnit.SECONDS)).isTrue();
        push.send("the next");
        assertThat(pull.receive().text()).isEqualTo("the next");
        assertThat(times).hasValue(1);
    }

    @LoomTest
    void messageThatNoPeerReadsGoesBackWhenTheContextIsClosed(Loom loom) throws InterruptedException {
        Context context = loom.context(settings -> settings.linger(Duration.ZERO));
        PushSocket push = context.push();
        PullSocket pull = context.pull();
        pull.set(ZmqOption.RECEIVE_HWM, 1);
        push.connect(pull.bind("tcp://127.0.0.1:*").toString());
        AtomicInteger back = new AtomicInteger();
        int sent = 40; // far more than fits into the buffers of the network
        for (int i = 0; i < sent; i++) {
            push.send(Message.wrap(new byte[1 << 20], back::incrementAndGet));
        }
        assertThat(back.get()).isLessThan(sent);
        context.close();
        assertThat(back).hasValue(sent);
    }
}
