package org.zmq.loom.internal.socket;

import org.zmq.loom.ChannelSocket;
import org.zmq.loom.ClientSocket;
import org.zmq.loom.DealerSocket;
import org.zmq.loom.DgramSocket;
import org.zmq.loom.DishSocket;
import org.zmq.loom.Endpoint;
import org.zmq.loom.GatherSocket;
import org.zmq.loom.PairSocket;
import org.zmq.loom.PeerSocket;
import org.zmq.loom.PubSocket;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.RadioSocket;
import org.zmq.loom.RepSocket;
import org.zmq.loom.ReqSocket;
import org.zmq.loom.RouterSocket;
import org.zmq.loom.RoutingId;
import org.zmq.loom.ScatterSocket;
import org.zmq.loom.SocketType;
import org.zmq.loom.StreamSocket;
import org.zmq.loom.SubSocket;
import org.zmq.loom.XPubSocket;
import org.zmq.loom.XSubSocket;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.ZmqServerSocket;
import org.zmq.loom.internal.pattern.FixedFrames;

/** The kernel socket of each type: the same machinery around the type's pattern, with the type's part of the API. */
public final class Sockets {
    private Sockets() {}

    public static final class Pair extends KernelSocket implements PairSocket {
        Pair(KernelContext context, String name) {
            super(context, SocketType.PAIR, name, new org.zmq.loom.internal.pattern.Pair());
        }
    }

    public static final class Pub extends KernelSocket implements PubSocket {
        private final org.zmq.loom.internal.pattern.XPub pattern;

        Pub(KernelContext context, String name) {
            this(context, name, new org.zmq.loom.internal.pattern.XPub(org.zmq.loom.internal.pattern.XPub.Telling.OFF));
        }

        private Pub(KernelContext context, String name, org.zmq.loom.internal.pattern.XPub pattern) {
            super(context, SocketType.PUB, name, pattern);
            this.pattern = pattern;
        }

        @Override
        public int topicsCount() {
            return askSender(pattern::topicsCount);
        }
    }

    public static final class Sub extends KernelSocket implements SubSocket {
        private final org.zmq.loom.internal.pattern.Sub pattern;

        Sub(KernelContext context, String name) {
            this(context, name, new org.zmq.loom.internal.pattern.Sub());
        }

        private Sub(KernelContext context, String name, org.zmq.loom.internal.pattern.Sub pattern) {
            super(context, SocketType.SUB, name, pattern);
            this.pattern = pattern;
        }

        @Override
        public void subscribe(byte[] topic) {
            byte[] copied = topic.clone();
            changeTopics(() -> pattern.subscribe(copied));
        }

        @Override
        public void unsubscribe(byte[] topic) {
            byte[] copied = topic.clone();
            changeTopics(() -> pattern.unsubscribe(copied));
        }

        @Override
        public int topicsCount() {
            return askSender(pattern::topicsCount);
        }
    }

    public static final class Req extends KernelSocket implements ReqSocket {
        Req(KernelContext context, String name) {
            super(context, SocketType.REQ, name, new org.zmq.loom.internal.pattern.Req());
        }
    }

    public static final class Rep extends KernelSocket implements RepSocket {
        Rep(KernelContext context, String name) {
            super(context, SocketType.REP, name, new org.zmq.loom.internal.pattern.Rep());
        }
    }

    public static final class Dealer extends KernelSocket implements DealerSocket {
        Dealer(KernelContext context, String name) {
            super(context, SocketType.DEALER, name, new org.zmq.loom.internal.pattern.Dealer());
        }
    }

    public static final class Router extends KernelSocket implements RouterSocket {
        private final org.zmq.loom.internal.pattern.Router pattern;

        Router(KernelContext context, String name) {
            this(context, name, new org.zmq.loom.internal.pattern.Router());
        }

        private Router(KernelContext context, String name, org.zmq.loom.internal.pattern.Router pattern) {
            super(context, SocketType.ROUTER, name, pattern);
            this.pattern = pattern;
        }

        @Override
        public boolean canSend(RoutingId peer) {
            return askSender(() -> pattern.canSendTo(peer));
        }
    }

    public static final class Pull extends KernelSocket implements PullSocket {
        Pull(KernelContext context, String name) {
            super(context, SocketType.PULL, name, new org.zmq.loom.internal.pattern.Pull());
        }
    }

    public static final class Push extends KernelSocket implements PushSocket {
        Push(KernelContext context, String name) {
            super(context, SocketType.PUSH, name, new org.zmq.loom.internal.pattern.Push());
        }
    }

    public static final class XPub extends KernelSocket implements XPubSocket {
        private final org.zmq.loom.internal.pattern.XPub pattern;

        XPub(KernelContext context, String name) {
            this(context, name, new org.zmq.loom.internal.pattern.XPub(org.zmq.loom.internal.pattern.XPub.Telling.ON));
        }

        private XPub(KernelContext context, String name, org.zmq.loom.internal.pattern.XPub pattern) {
            super(context, SocketType.XPUB, name, pattern);
            this.pattern = pattern;
        }

        @Override
        public void subscribe(byte[] topic) {
            byte[] copied = topic.clone();
            changeTopics(() -> pattern.subscribe(copied));
        }

        @Override
        public void unsubscribe(byte[] topic) {
            byte[] copied = topic.clone();
            changeTopics(() -> pattern.unsubscribe(copied));
        }

        @Override
        public int topicsCount() {
            return askSender(pattern::topicsCount);
        }
    }

    public static final class XSub extends KernelSocket implements XSubSocket {
        private final org.zmq.loom.internal.pattern.XSub pattern;

        XSub(KernelContext context, String name) {
            this(context, name, new org.zmq.loom.internal.pattern.XSub());
        }

        private XSub(KernelContext context, String name, org.zmq.loom.internal.pattern.XSub pattern) {
            super(context, SocketType.XSUB, name, pattern);
            this.pattern = pattern;
        }

        @Override
        public int topicsCount() {
            return askSender(pattern::topicsCount);
        }
    }

    public static final class Stream extends KernelSocket implements StreamSocket {
        Stream(KernelContext context, String name) {
            super(context, SocketType.STREAM, name, new org.zmq.loom.internal.pattern.Stream());
        }
    }

    public static final class Server extends KernelSocket implements ZmqServerSocket {
        private final org.zmq.loom.internal.pattern.Server peers;

        Server(KernelContext context, String name) {
            this(context, name, new org.zmq.loom.internal.pattern.Server());
        }

        private Server(KernelContext context, String name, org.zmq.loom.internal.pattern.Server peers) {
            super(context, SocketType.SERVER, name, FixedFrames.single(SocketType.SERVER, peers));
            this.peers = peers;
        }

        @Override
        public void disconnectPeer(int routingId) {
            disconnectPipe(() -> peers.pipe(routingId));
        }
    }

    public static final class Client extends KernelSocket implements ClientSocket {
        Client(KernelContext context, String name) {
            super(
                    context,
                    SocketType.CLIENT,
                    name,
                    FixedFrames.single(SocketType.CLIENT, new org.zmq.loom.internal.pattern.Dealer()));
        }
    }

    public static final class Radio extends KernelSocket implements RadioSocket {
        Radio(KernelContext context, String name) {
            super(context, SocketType.RADIO, name, new org.zmq.loom.internal.pattern.Radio());
        }
    }

    public static final class Dish extends KernelSocket implements DishSocket {
        private final org.zmq.loom.internal.pattern.Dish pattern;

        Dish(KernelContext context, String name) {
            this(context, name, new org.zmq.loom.internal.pattern.Dish());
        }

        private Dish(KernelContext context, String name, org.zmq.loom.internal.pattern.Dish pattern) {
            super(context, SocketType.DISH, name, pattern);
            this.pattern = pattern;
        }

        @Override
        public void join(String group) {
            changeTopics(() -> pattern.join(group));
        }

        @Override
        public void leave(String group) {
            changeTopics(() -> pattern.leave(group));
        }
    }

    public static final class Gather extends KernelSocket implements GatherSocket {
        Gather(KernelContext context, String name) {
            super(
                    context,
                    SocketType.GATHER,
                    name,
                    FixedFrames.single(SocketType.GATHER, new org.zmq.loom.internal.pattern.Pull()));
        }
    }

    public static final class Scatter extends KernelSocket implements ScatterSocket {
        Scatter(KernelContext context, String name) {
            super(
                    context,
                    SocketType.SCATTER,
                    name,
                    FixedFrames.single(SocketType.SCATTER, new org.zmq.loom.internal.pattern.Push()));
        }
    }

    public static final class Dgram extends KernelSocket implements DgramSocket {
        Dgram(KernelContext context, String name) {
            super(
                    context,
                    SocketType.DGRAM,
                    name,
                    FixedFrames.pairs(SocketType.DGRAM, new org.zmq.loom.internal.pattern.Pair()));
        }
    }

    public static final class Peer extends KernelSocket implements PeerSocket {
        private final org.zmq.loom.internal.pattern.Server peers;

        Peer(KernelContext context, String name) {
            this(context, name, new org.zmq.loom.internal.pattern.Server());
        }

        private Peer(KernelContext context, String name, org.zmq.loom.internal.pattern.Server peers) {
            super(context, SocketType.PEER, name, FixedFrames.single(SocketType.PEER, peers));
            this.peers = peers;
        }

        @Override
        public int connectPeer(Endpoint endpoint, ZmqOptions options) {
            return peers.idOf(connectPipe(endpoint, options));
        }

        @Override
        public void disconnectPeer(int routingId) {
            disconnectPipe(() -> peers.pipe(routingId));
        }
    }

    public static final class Channel extends KernelSocket implements ChannelSocket {
        Channel(KernelContext context, String name) {
            super(
                    context,
                    SocketType.CHANNEL,
                    name,
                    FixedFrames.single(SocketType.CHANNEL, new org.zmq.loom.internal.pattern.Pair()));
        }
    }
}
