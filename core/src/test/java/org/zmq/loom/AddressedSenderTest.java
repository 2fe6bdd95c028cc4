package org.zmq.loom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zmq.loom.support.Call;
import org.zmq.loom.support.Kernel;

/** Threads that wait to send to different peers of one socket: each is woken for its own. */
class AddressedSenderTest {
    @RegisterExtension
    final Kernel kernel = new Kernel();

    private final RouterSocket router = kernel.context().router();

    AddressedSenderTest() {
        router.set(ZmqOption.ROUTER_MANDATORY, true);
        router.set(ZmqOption.SEND_HWM, 1);
        router.bind("inproc://here");
    }

    /** A peer for whom the router has no room any more. */
    private DealerSocket full(String name) {
        DealerSocket dealer = kernel.context().dealer();
        dealer.set(ZmqOption.ROUTING_ID, name.getBytes(UTF_8));
        dealer.set(ZmqOption.RECEIVE_HWM, 1);
        dealer.connect("inproc://here");
        while (router.trySend(Message.of(name, "filler"))) {
            // until it is full
        }
        return dealer;
    }

    private Call<Boolean> sender(String name) {
        return kernel.call(() -> {
                    router.send(Message.of(name, "last"));
                    return true;
                })
                .awaitParked();
    }

    @Test
    void whoWaitsForOnePeerDoesNotKeepTheNewsFromWhoWaitsForAnother() throws InterruptedException {
        DealerSocket never = full("never");
        DealerSocket soon = full("soon");
        Call<Boolean> first = sender("never"); // it has waited for longest, and is told first
        Call<Boolean> second = sender("soon");
        assertThat(soon.receive()).isEqualTo(Message.of("filler"));
        assertThat(second.result()).isTrue();
        Call<Boolean> _ = first.awaitParked();
        assertThat(never.receive()).isEqualTo(Message.of("filler"));
        assertThat(first.result()).isTrue();
    }

    @Test
    void whoWaitsForAPeerThatGoesIsToldThatItHasGone() throws InterruptedException {
        DealerSocket stays = full("stays");
        DealerSocket goes = full("goes");
        Call<Boolean> first = sender("stays");
        Call<Boolean> second = sender("goes");
        goes.close();
        assertThat(second.failure()).isInstanceOf(ZmqException.Unreachable.class);
        Call<Boolean> _ = first.awaitParked();
        stays.close();
        assertThat(first.failure()).isInstanceOf(ZmqException.Unreachable.class);
    }
}
