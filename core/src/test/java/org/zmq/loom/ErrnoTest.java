package org.zmq.loom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The numbers and texts of errors. */
class ErrnoTest {
    @ParameterizedTest
    @CsvSource({
        "ENOENT, 2",
        "EINTR, 4",
        "EBADF, 9",
        "EAGAIN, 11",
        "ENOMEM, 12",
        "EACCES, 13",
        "EFAULT, 14",
        "ENODEV, 19",
        "EINVAL, 22",
        "EMFILE, 24",
        "EPIPE, 32",
        "ENAMETOOLONG, 36",
        "ENOTSOCK, 88",
        "EMSGSIZE, 90",
        "EPROTONOSUPPORT, 93",
        "ENOTSUP, 95",
        "EAFNOSUPPORT, 97",
        "EADDRINUSE, 98",
        "EADDRNOTAVAIL, 99",
        "ENETDOWN, 100",
        "ENETUNREACH, 101",
        "ENETRESET, 102",
        "ECONNABORTED, 103",
        "ECONNRESET, 104",
        "ENOBUFS, 105",
        "ENOTCONN, 107",
        "ETIMEDOUT, 110",
        "ECONNREFUSED, 111",
        "EHOSTUNREACH, 113",
        "EINPROGRESS, 115",
        "EFSM, 156384763",
        "ENOCOMPATPROTO, 156384764",
        "ETERM, 156384765",
        "EMTHREAD, 156384766",
    })
    void haveTheNumbersOfLinuxAndOfLibzmq(Errno errno, int number) {
        assertThat(errno.number()).isEqualTo(number);
    }

    @Test
    void haveEachItsOwnNumber() {
        assertThat(Arrays.stream(Errno.values()).map(Errno::number)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "EFSM, state",
        "ENOCOMPATPROTO, Transport unsuitable",
        "ETERM, Context terminated",
        "EMTHREAD, No thread available",
        "EHOSTUNREACH, Host unreachable",
        "EAGAIN, Resource temporarily unavailable",
        "EINVAL, Invalid argument",
    })
    void sayWhatTheyMean(Errno errno, String text) {
        assertThat(errno.text()).contains(text);
    }

    @ParameterizedTest
    @EnumSource
    void areFoundByTheirNumber(Errno errno) {
        assertThat(Errno.of(errno.number())).contains(errno);
    }

    @Test
    void otherNumbersAreNoErrors() {
        assertThat(Errno.of(0)).isEmpty();
        assertThat(Errno.of(-1)).isEmpty();
        assertThat(Errno.of(156384712)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void haveAText(Errno errno) {
        assertThat(errno.text()).isNotBlank();
    }

    @Test
    void areWhatExceptionsSayFirst() {
        assertThat(new ZmqException.TimedOut("x")).hasMessage("EAGAIN: x");
        assertThat(new ZmqException.Terminated("x").errno()).isEqualTo(Errno.ETERM);
        assertThat(new ZmqException.SocketClosed("x").errno()).isEqualTo(Errno.ENOTSOCK);
        assertThat(new ZmqException.WrongState("x").errno()).isEqualTo(Errno.EFSM);
        assertThat(new ZmqException.Unreachable("x").errno()).isEqualTo(Errno.EHOSTUNREACH);
        assertThat(new ZmqException.TooManySockets("x").errno()).isEqualTo(Errno.EMFILE);
        assertThat(new ZmqException.TooLarge("x").errno()).isEqualTo(Errno.EMSGSIZE);
        assertThat(new ZmqException.NotSupported("x").errno()).isEqualTo(Errno.ENOTSUP);
        Exception cause = new Exception("why");
        assertThat(new ZmqException.EndpointFailed(Errno.EADDRINUSE, "x", cause))
                .hasMessage("EADDRINUSE: x")
                .hasCause(cause);
        assertThat(new ZmqArgumentException("x")).hasMessage("EINVAL: x").isInstanceOf(IllegalArgumentException.class);
        assertThat(new ZmqArgumentException("x", cause)).hasMessage("EINVAL: x").hasCause(cause);
        assertThat(new ZmqArgumentException(Errno.EFAULT, "x")).hasMessage("EFAULT: x");
        assertThat(new ZmqStateException("x")).hasMessage("EINVAL: x").isInstanceOf(IllegalStateException.class);
        assertThat(new ZmqStateException(Errno.EFAULT, "x")).hasMessage("EFAULT: x");
    }

    @Test
    void areFoundInWhateverACallMayThrow() {
        assertThat(Errno.of(new ZmqException.Terminated("x"))).contains(Errno.ETERM);
        assertThat(Errno.of(new ZmqArgumentException("x"))).contains(Errno.EINVAL);
        assertThat(Errno.of(new ZmqArgumentException("x", new Exception()))).contains(Errno.EINVAL);
        assertThat(Errno.of(new ZmqStateException(Errno.EFAULT, "x"))).contains(Errno.EFAULT);
        assertThat(Errno.of(new InterruptedException())).contains(Errno.EINTR);
        assertThat(Errno.of(new IllegalArgumentException("EINVAL: x"))).isEmpty();
    }
}
