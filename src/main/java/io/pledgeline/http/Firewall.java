package io.pledgeline.http;

import java.util.regex.Pattern;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/** Lets through what file names bring along: a percent sign in the path, and UTF-8 in headers. */
@Configuration(proxyBeanMethods = false)
class Firewall {

    /** Headers are read as ISO 8859-1, where bytes of UTF-8 look like control characters of the upper half. */
    private static final Pattern NO_CONTROLS = Pattern.compile("[^\\x00-\\x08\\x0A-\\x1F\\x7F]*");

    @Bean
    HttpFirewall httpFirewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowUrlEncodedPercent(true);
        firewall.setAllowedHeaderValues(value -> NO_CONTROLS.matcher(value).matches());
        return firewall;
    }
}
