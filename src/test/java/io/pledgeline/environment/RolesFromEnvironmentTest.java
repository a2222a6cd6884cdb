package io.pledgeline.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class RolesFromEnvironmentTest {

    @Test
    void aProcessHasBothRolesUnlessToldOtherwise() {
        assertThat(RolesFromEnvironment.parse(null)).isEqualTo(Set.of("web", "worker"));
        assertThat(RolesFromEnvironment.parse(" ")).isEqualTo(Set.of("web", "worker"));
    }

    @Test
    void rolesAreNamedInAnyOrderAndCase() {
        assertThat(RolesFromEnvironment.parse("Worker, web")).isEqualTo(Set.of("web", "worker"));
        assertThat(RolesFromEnvironment.parse("web")).isEqualTo(Set.of("web"));
    }

    @Test
    void anUnknownRoleIsRefused() {
        assertThatThrownBy(() -> RolesFromEnvironment.parse("web,wroker"))
                .isInstanceOf(InvalidSetting.class)
                .hasMessage("PLEDGELINE_ROLES must be web, worker or web,worker");
    }
}
