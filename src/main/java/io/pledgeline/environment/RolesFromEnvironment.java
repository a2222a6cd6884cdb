package io.pledgeline.environment;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/** Gives the properties {@code roles.web} and {@code roles.worker} from {@code PLEDGELINE_ROLES}. */
class RolesFromEnvironment implements EnvironmentPostProcessor {

    private static final String VARIABLE = "PLEDGELINE_ROLES";
    private static final Set<String> ROLES = Set.of("web", "worker");

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        // Last, so that a test may set roles.worker itself.
        environment.getPropertySources().addLast(new Source(() -> environment.getProperty(VARIABLE)));
    }

    static Set<String> parse(@Nullable String value) {
        String given = Setting.optional(value);
        if (given == null) {
            return ROLES;
        }
        Set<String> roles = Stream.of(given.toLowerCase(Locale.ROOT).split(",", -1))
                .map(String::strip)
                .collect(Collectors.toSet());
        if (!ROLES.containsAll(roles)) {
            throw new InvalidSetting(VARIABLE, "must be web, worker or web,worker");
        }
        return roles;
    }

    private static final class Source extends EnumerablePropertySource<Supplier<@Nullable String>> {

        // Not the environment itself: Spring Boot walks into a source that is one, here without end.
        Source(Supplier<@Nullable String> variable) {
            super("roles", variable);
        }

        @Override
        public String[] getPropertyNames() {
            return new String[] {"roles.web", "roles.worker"};
        }

        @Override
        public @Nullable Object getProperty(String name) {
            if (!List.of(getPropertyNames()).contains(name)) {
                return null;
            }
            return parse(source.get()).contains(name.substring("roles.".length()));
        }
    }
}
