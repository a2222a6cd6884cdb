package io.pledgeline.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.pledgeline.upkeep.Stopping;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class AvailabilityFilterTest extends RunningWeb {

    @Autowired
    ProblemAnswers answers;

    @Test
    void nobodyIsToldThatNothingIsThereBeforeTheRoutesAre() throws Exception {
        try (CamelContext camel = new DefaultCamelContext()) {
            var beans = new StaticListableBeanFactory();
            beans.addBean("camel", camel);
            var filter = new AvailabilityFilter(new Stopping(), beans.getBeanProvider(CamelContext.class), answers);

            MockHttpServletResponse early = ask(filter, "/api/workbooks/a.csv");
            assertThat(early.getStatus()).isEqualTo(503);
            assertThat(early.getContentAsString()).contains("UNAVAILABLE");
            assertThat(early.getHeader("Retry-After")).isNotNull();
            assertThat(ask(filter, "/actuator/health/liveness").getStatus()).isEqualTo(200);

            camel.start();
            assertThat(ask(filter, "/api/workbooks/a.csv").getStatus()).isEqualTo(200);
        }
    }

    private static MockHttpServletResponse ask(AvailabilityFilter filter, String path) throws Exception {
        var request = new MockHttpServletRequest("PUT", path);
        var response = new MockHttpServletResponse();
        filter.doFilter(request, response, new MockFilterChain());
        return response;
    }
}
