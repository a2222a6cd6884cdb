package io.pledgeline.load;

import io.pledgeline.platform.PledgeRow;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Writes the products of a chunk some of which the database refused, halving its rows until the bad ones stand alone. */
@Component
class ProductBisector {

    private final ProducerTemplate producer;

    ProductBisector(ProducerTemplate producer) {
        this.producer = producer;
    }

    /** Writes the products that can be written, in transactions of their own; the rows that name others are left out. */
    public void write(@Variable("batch") LoadBatch batch) {
        List<PledgeRow> writable = new ArrayList<>();
        write(batch, batch.attempt().writable(), writable);
        batch.attempt().keep(writable);
    }

    private void write(LoadBatch batch, List<PledgeRow> rows, List<PledgeRow> writable) {
        batch.attempt().name(rows);
        if (batch.getProducts().isEmpty()) {
            writable.addAll(rows);
            return;
        }
        Exchange answer = producer.send("direct:load-products", exchange -> exchange.setVariable("batch", batch));
        Exception failure = answer.getException();
        if (failure == null) {
            writable.addAll(rows);
        } else if (WriteFault.of(failure) != WriteFault.POISON) {
            throw new IllegalStateException(failure);
        } else if (rows.size() == 1) {
            batch.attempt().reject(Bisector.problem(rows.get(0).row(), WriteFault.sqlException(failure)));
        } else {
            int half = rows.size() / 2;
            write(batch, rows.subList(0, half), writable);
            write(batch, rows.subList(half, rows.size()), writable);
        }
    }
}
