package io.pledgeline.upkeep;

import java.util.Map;
import org.springframework.stereotype.Component;

/** Gives the statements about the fleet of workers their parameters. */
@Component
class FleetParameters {

    private final Map<String, Object> parameters;

    FleetParameters(ScaleSettings settings) {
        this.parameters = Map.of(
                "service", settings.service(), "period", settings.period().toMillis() + " ms");
    }

    public Map<String, Object> get() {
        return parameters;
    }
}
