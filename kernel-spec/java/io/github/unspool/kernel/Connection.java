package io.github.unspool.kernel;

import java.security.GeneralSecurityException;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.publish.PublishStatus;
import org.dflib.jjava.shaded.org.zeromq.ZMQ;

/** JJava's connection to Jupyter, with channels of ours for requests. */
final class Connection extends JupyterConnection {
    private final KernelConnectionProperties properties;
    private final Channel requests;
    private final Channel orders;

    Connection(KernelConnectionProperties properties) throws GeneralSecurityException {
        super(properties);
        this.properties = properties;
        ZMQ.Context context = ZMQ.context(1);
        HMACGenerator signer = properties.createHMACGenerator();
        requests = new Channel(context, signer, false, this);
        orders = new Channel(context, signer, true, this);
    }

    @Override
    public void connect() {
        heartbeat.bind(properties);
        stdin.bind(properties);
        iopub.bind(properties);
        orders.bind(properties);
        requests.bind(properties);
        iopub.sendMessage(new Message<>(null, PublishStatus.MESSAGE_TYPE, PublishStatus.STARTING));
    }

    /** Returns when Jupyter has told the kernel to end. */
    @Override
    public void waitUntilClose() {
        orders.waitUntilClose();
    }
}
