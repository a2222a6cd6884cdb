package io.pledgeline.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What Grafana shows and Prometheus alerts of is what the running application tells. */
class DashboardTest extends RunningWeb {

    private static final Pattern METRIC = Pattern.compile("\\b([a-z]+(?:_[a-z]+)+)\\s*\\{");

    @Test
    void theDashboardShowsMetricsThatThereAre() throws Exception {
        JsonNode dashboard =
                new JsonMapper().readTree(Path.of("docs/deploy/grafana.json").toFile());
        List<String> expressions = dashboard.findValuesAsText("expr");

        assertThat(expressions).hasSizeGreaterThanOrEqualTo(12);
        assertThat(metrics(expressions)).hasSizeGreaterThan(10).isSubsetOf(told());
        Set<Integer> ids = new TreeSet<>();
        dashboard.get("panels").forEach(panel -> ids.add(panel.get("id").asInt()));
        assertThat(ids).hasSameSizeAs(dashboard.get("panels"));
    }

    @Test
    void theAlertsAskForMetricsThatThereAre() throws Exception {
        JsonNode rules =
                new YAMLMapper().readTree(Path.of("docs/deploy/alerts.yaml").toFile());
        List<String> expressions = rules.findValuesAsText("expr");

        assertThat(metrics(expressions)).hasSizeGreaterThan(5).isSubsetOf(told());
    }

    private static List<String> metrics(List<String> expressions) {
        List<String> names = new ArrayList<>();
        for (String expression : expressions) {
            Matcher metric = METRIC.matcher(expression);
            while (metric.find()) {
                names.add(metric.group(1));
            }
        }
        return names;
    }

    private Set<String> told() throws Exception {
        // There is no metric of requests before there was one.
        call(OPERATOR, "GET", "/api/jobs", null);
        Set<String> names = new TreeSet<>();
        for (String line :
                call(null, "GET", "/actuator/prometheus", null).body().split("\n")) {
            if (!line.startsWith("#")) {
                names.add(line.split("[{ ]")[0]);
            }
        }
        return names;
    }
}
