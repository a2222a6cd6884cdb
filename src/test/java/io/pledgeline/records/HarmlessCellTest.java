package io.pledgeline.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HarmlessCellTest {

    @Test
    void whatWouldBeAFormulaBecomesText() {
        for (String cell :
                List.of("=1+1", "+49 30 123", "+49", "-1+2", "-", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＠x")) {
            assertThat(HarmlessCell.of(cell)).isEqualTo("'" + cell);
        }
    }

    @Test
    void whatFollowsAnotherSeparatorDoes() {
        assertThat(HarmlessCell.of("1 x Mat; 2 x Box")).isEqualTo("1 x Mat; 2 x Box");
        assertThat(HarmlessCell.of("a;=1+1")).isEqualTo("a;'=1+1");
        assertThat(HarmlessCell.of("a;\" =1\"")).isEqualTo("a;'\" =1\"");
    }

    @Test
    void textsAndNumbersStay() {
        for (String cell : List.of("", "Ada", "a=b", "12.50", "-12.50", "-5", "-1,5", "O'Neill", "'=1")) {
            assertThat(HarmlessCell.of(cell)).isEqualTo(cell);
        }
    }
}
