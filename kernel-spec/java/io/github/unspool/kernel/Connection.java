package io.github.unspool.kernel;

import io.github.unspool.kernel.output.Publisher;
import java.security.GeneralSecurityException;
import org.dflib.jjava.jupyter.channels.IOPubChannel;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.ShellChannel;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.publish.PublishStatus;
import org.dflib.jjava.shaded.org.zeromq.ZMQ;

/** JJava's connection to Jupyter, with channels of ours for requests, for what is published, and for the heartbeat. */
final class Connection extends JupyterConnection {
    private final KernelConnectionProperties properties;
    private final Channel requests;
    private final Channel orders;
    private final Publisher publisher;
    private final Heartbeat pulse;

    Connection(KernelConnectionProperties properties) throws GeneralSecurityException {
        super(properties);
        this.properties = properties;
        ZMQ.Context context = ZMQ.context(1);
        HMACGenerator signer = properties.createHMACGenerator();
        requests = new Channel(context, signer, false, this);
        orders = new Channel(context, signer, true, this);
        publisher = new Publisher(context, signer);
        pulse = new Heartbeat(context, signer);
    }

    @Override
    public void connect() {
        pulse.bind(properties);
        stdin.bind(properties);
        publisher.bind(properties);
        orders.bind(properties);
        requests.bind(properties);
        publisher.sendMessage(new Message<>(null, PublishStatus.MESSAGE_TYPE, PublishStatus.STARTING));
    }

    @Override
    public IOPubChannel getIOPub() {
        return publisher;
    }

    Publisher publisher() {
        return publisher;
    }

    @Override
    public ShellReplyEnvironment prepareReplyEnv(ShellChannel channel, MessageContext request) {
        return new Request(channel, request);
    }

    /** A request that is answered on the channel that it came from, and shown where the publisher sends. */
    private final class Request extends ShellReplyEnvironment {
        Request(ShellChannel channel, MessageContext request) {
            super(channel, stdin, publisher, request);
        }
    }

    /** Returns when Jupyter has told the kernel to end. */
    @Override
    public void waitUntilClose() {
        orders.waitUntilClose();
    }
}
