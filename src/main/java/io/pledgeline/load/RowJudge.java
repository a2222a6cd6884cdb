package io.pledgeline.load;

import io.pledgeline.platform.Mapping;
import io.pledgeline.platform.Problem;
import io.pledgeline.platform.Violations;
import jakarta.validation.ConstraintViolation;
import java.util.ArrayList;
import java.util.List;
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
        List<Problem> problems = new ArrayList<>();
        for (Mapping mapping : batch.getChunk().mappings()) {
            violations.problems(mapping, batch.mapped(), batch.cells(), found).stream()
                    .filter(problem -> batch.getChunk().mapping(problem.row()) == mapping)
                    .forEach(problems::add);
        }
        batch.judge(problems);
    }
}
