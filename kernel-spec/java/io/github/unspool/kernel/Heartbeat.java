package io.github.unspool.kernel;

import io.github.unspool.kernel.life.KernelThread;
import io.github.unspool.kernel.life.Spare;
import org.dflib.jjava.jupyter.channels.HeartbeatChannel;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.shaded.org.zeromq.ZMQ;

/** Sends back what Jupyter sends to learn whether the kernel is alive; JJava's looks for it every 500 ms only. */
final class Heartbeat extends HeartbeatChannel {
    Heartbeat(ZMQ.Context context, HMACGenerator signer) {
        super(context, signer);
    }

    @Override
    public void bind(KernelConnectionProperties properties) {
        bind(formatAddress(properties.getTransport(), properties.getIp(), properties.getHbPort()));
        KernelThread.start("heartbeat", this::serve);
    }

    private void serve() {
        while (!closed) {
            try {
                send(recv());
            } catch (OutOfMemoryError e) {
                Spare.releaseAfter(e);
            }
        }
    }
}
