package io.github.unspool.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.dflib.jjava.jupyter.Extension;
import org.junit.jupiter.api.Test;

class UnspoolExtensionTest {

    @Test
    void serviceLoader_findsTheExtension() {
        assertThat(ServiceLoader.load(Extension.class)).hasAtLeastOneElementOfType(UnspoolExtension.class);
    }

    @Test
    void install_thatFails_isReportedAndNotThrown() {
        List<LogRecord> records = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                records.add(entry);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(UnspoolExtension.class.getName());
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        try {
            new UnspoolExtension().install(null);
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
        }
        assertThat(records)
                .extracting(LogRecord::getMessage)
                .containsExactly("Unspool could not initialise the notebook");
        assertThat(records.get(0).getThrown()).isInstanceOf(NullPointerException.class);
    }
}
