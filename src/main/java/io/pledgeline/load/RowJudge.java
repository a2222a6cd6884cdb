package io.pledgeline.load;

import io.pledgeline.platform.Violations;
import jakarta.validation.ConstraintViolation;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.apache.camel.component.bean.validator.BeanValidationException;
import org.springframework.stereotype.Component;

/** Separates the rows that can be written from those in which something is wrong. */
@Component
class RowJudge {

    private final Violations violations = new Violations();

    /** Judges a batch after validation, by what the validator threw if it did. */
    public void judge(Exchange exchange, @Variable("batch") LoadBatch batch) {
        BeanValidationException invalid =
                exchange.getProperty(Exchange.EXCEPTION_CAUGHT, BeanValidationException.class);
        Set<? extends ConstraintViolation<?>> found = Set.of();
        if (invalid != null) {
            found = invalid.getConstraintViolations();
        }
        batch.judge(violations.problems(batch.getChunk().mapping(), batch.mapped(), batch.cells(), found));
    }
}
