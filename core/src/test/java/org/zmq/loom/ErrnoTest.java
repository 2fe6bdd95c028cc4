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
        "EAGAIN, 11",
        "EACCES, 13",
        "ENODEV, 19",
        "EINVAL, 22",
        "EMFILE, 24",
        "ENOTSOCK, 88",
        "EMSGSIZE, 90",
        "EPROTONOSUPPORT, 93",
        "ENOTSUP, 95",
        "EAFNOSUPPORT, 97",
        "EADDRINUSE, 98",
        "EADDRNOTAVAIL, 99",
        "ENETDOWN, 100",
        "ECONNRESET, 104",
        "ETIMEDOUT, 110",
        "ECONNREFUSED, 111",
        "EHOSTUNREACH, 113",
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
        "EFSM, Operation cannot be accomplished in current state",
        "ENOCOMPATPROTO, The protocol is not compatible with the socket type",
        "ETERM, Context was terminated",
        "EMTHREAD, No thread available",
        "EHOSTUNREACH, Host unreachable",
    })
    void haveTheTextsOfLibzmqWhereItHasItsOwn(Errno errno, String text) {
        assertThat(errno.text()).isEqualTo(text);
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
    }
}
