package org.zmq.loom.cli.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.zmq.loom.Message;

/** What hexadecimal lines promise for any message. */
class MessageFormatProperties {
    @Property(tries = 200)
    void anyMessageComesBackFromItsHexLine(@ForAll @NotEmpty List<byte[]> frames) {
        Message message =
                Message.wrap(frames.getFirst(), frames.subList(1, frames.size()).toArray(byte[][]::new));
        MessageFormat hex = MessageFormat.hex(null);
        assertThat(hex.parse(hex.format(message))).isEqualTo(message);
    }

    @Property(tries = 200)
    void anyMessageIsOneLineOfText(@ForAll byte[] frame) {
        assertThat(MessageFormat.text(null).format(Message.wrap(frame))).doesNotContain('\n', '\r', 0, 27);
    }
}
