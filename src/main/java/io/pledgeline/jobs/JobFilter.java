package io.pledgeline.jobs;

import io.pledgeline.http.IdReader;
import io.pledgeline.http.Page;
import io.pledgeline.http.ProblemException;
import io.pledgeline.http.SlugReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads which jobs of a merchant are asked for: parameters of {@code list-jobs.sql}. */
@Component
class JobFilter {

    private static final List<String> STATUSES = List.of("PENDING", "PROCESSING", "COMPLETED", "FAILED", "CANCELLED");

    private final SlugReader slugs;
    private final IdReader ids;

    JobFilter(SlugReader slugs, IdReader ids) {
        this.slugs = slugs;
        this.ids = ids;
    }

    public Map<String, Object> parameters(
            @Variable("merchant") UUID merchant,
            @Variable("page") Page page,
            @Header("status") @Nullable String status,
            @Header("campaign") @Nullable String campaign,
            @Header("workbook") @Nullable String workbook) {
        if (isGiven(status) && !STATUSES.contains(status)) {
            throw ProblemException.invalidParameter("status", "is one of " + String.join(", ", STATUSES) + ".");
        }
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("merchant", merchant);
        parameters.put("limit", page.limit());
        parameters.put("after", page.after());
        parameters.put("status", isGiven(status) ? status : null);
        parameters.put("campaign", isGiven(campaign) ? slugs.read("campaign", campaign) : null);
        parameters.put("workbook", isGiven(workbook) ? ids.read("workbook", workbook) : null);
        return parameters;
    }

    private static boolean isGiven(@Nullable String text) {
        return text != null && !text.isEmpty();
    }
}
