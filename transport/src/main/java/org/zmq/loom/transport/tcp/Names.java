package org.zmq.loom.transport.tcp;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Looks host names up. A lookup cannot be cancelled, so it has a thread of its own, which belongs to nobody and ends with the lookup; whoever
 * waits for it can stop waiting.
 */
final class Names {
    private Names() {}

    /** The addresses of a name, of the families that are wanted. */
    static List<InetAddress> lookUp(String host, boolean ipv6) throws IOException, InterruptedException {
        CompletableFuture<InetAddress[]> found = new CompletableFuture<>();
        Thread _ = Thread.ofVirtual().name("lookup " + host).start(() -> {
            try {
                found.complete(InetAddress.getAllByName(host));
            } catch (UnknownHostException e) {
                found.completeExceptionally(e);
            }
        });
        try {
            List<InetAddress> usable = Arrays.stream(found.get())
                    .filter(address -> ipv6 || address instanceof Inet4Address)
                    .toList();
            if (usable.isEmpty()) {
                throw new UnknownHostException(host + " has no IPv4 address, and ZMQ_IPV6 is off");
            }
            return usable;
        } catch (ExecutionException e) {
            throw new UnknownHostException("no address found for host " + host);
        }
    }
}
