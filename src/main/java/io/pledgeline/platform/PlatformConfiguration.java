package io.pledgeline.platform;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Builds the platforms from the folder beside the routes. */
@Configuration(proxyBeanMethods = false)
class PlatformConfiguration {
    @Bean
    Platforms platforms(@Value("${routes.dir}") String routes) {
        return new Platforms(Path.of(routes, "platforms"));
    }

    @Bean
    Violations violations() {
        return new Violations();
    }
}
