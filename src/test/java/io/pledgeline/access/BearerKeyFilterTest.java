package io.pledgeline.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.pledgeline.http.ProblemAnswers;
import io.pledgeline.http.RunningWeb;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class BearerKeyFilterTest extends RunningWeb {

    @Autowired
    ProblemAnswers answers;

    @Autowired
    ApiKeys keys;

    @Test
    void aDatabaseThatIsAwayIsNoWrongKey() throws Exception {
        JdbcClient away = JdbcClient.create(new DriverManagerDataSource("jdbc:postgresql://localhost:1/away"));
        BearerKeyFilter filter = new BearerKeyFilter(
                new ApiKeys(away, new LastUse(away)), new RequestRates(new RequestLimits(50, 100)), answers);
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/campaigns");
        request.addHeader("Authorization", "Bearer pl_x");
        MockHttpServletResponse response = new MockHttpServletResponse();
        MockFilterChain chain = new MockFilterChain();

        filter.doFilter(request, response, chain);

        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getContentAsString()).contains("DATABASE_UNAVAILABLE");
        assertThat(response.getHeader("Retry-After")).isNotNull();
        assertThat(chain.getRequest()).isNull();
    }

    @Test
    void aKeyThatAsksTooOftenIsToldWhenToComeBack() throws Exception {
        BearerKeyFilter filter = new BearerKeyFilter(keys, new RequestRates(new RequestLimits(1, 600)), answers);
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/campaigns");
        request.addHeader("Authorization", "Bearer " + OPERATOR);
        MockHttpServletResponse response = new MockHttpServletResponse();
        for (int i = 0; i < 601; i++) {
            assertThat(response.getStatus()).isEqualTo(200);
            response = new MockHttpServletResponse();
            filter.doFilter(request, response, new MockFilterChain());
        }
        assertThat(response.getStatus()).isEqualTo(429);
        assertThat(response.getContentAsString()).contains("RATE_LIMITED");
        assertThat(response.getHeader("Retry-After")).isEqualTo("600");
    }
}
