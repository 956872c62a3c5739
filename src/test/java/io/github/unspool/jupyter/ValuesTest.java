package io.github.unspool.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ValuesTest {
    record Point(int x, int y) {}

    record Line(String name, Point[] ends, int[] style) {}

    record Named(int[] secret) {
        @Override
        public String toString() {
            return "mine";
        }
    }

    record Silent(int n) {
        @Override
        public String toString() {
            return null;
        }
    }

    @Test
    void text_ofArrays_isWhatStandsInThem() {
        assertEquals("[1, 2, 3]", Values.text(new int[] {1, 2, 3}));
        assertEquals("[[1.0, 2.0], [3.5]]", Values.text(new double[][] {{1, 2}, {3.5}}));
        assertEquals("[a, null, [true]]", Values.text(new Object[] {"a", null, new boolean[] {true}}));
        assertEquals("[]", Values.text(new long[0]));
        assertEquals("[c, d]", Values.text(new char[] {'c', 'd'}));
    }

    @Test
    void text_ofArraysWithinOthers_isWhatStandsInThem() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("a", new int[] {1});
        map.put("b", null);
        assertEquals("[[1], [2, 3]]", Values.text(List.of(new int[] {1}, new int[] {2, 3})));
        assertEquals("{a=[1], b=null}", Values.text(map));
        assertEquals(
                "Line[name=l, ends=[Point[x=0, y=1]], style=[2]]",
                Values.text(new Line("l", new Point[] {new Point(0, 1)}, new int[] {2})));
    }

    @Test
    void text_ofOtherValues_isTheirOwn() {
        assertEquals("null", Values.text(null));
        assertEquals("mine", Values.text(new Named(new int[] {1})));
        assertEquals("null", Values.text(new Silent(1)));
        assertEquals("Optional[1]", Values.text(Optional.of(1)));
        assertEquals("a\n\"b\"", Values.text("a\n\"b\""));
    }

    @Test
    void text_ofWhatIsLong_isItsEnds() {
        assertEquals(
                "[0, 1, 2, 3, 4, …, 1995, 1996, 1997, 1998, 1999] (2000 elements)",
                Values.text(IntStream.range(0, 2000).toArray()));
        assertEquals(1000, Values.text(Collections.nCopies(1000, 7)).split(", ").length);
        String cut = Values.text("x".repeat(200_000));
        assertTrue(cut.endsWith("x\n… only the first 100000 characters are shown; System.out.println shows all"), cut);
        assertTrue(Values.text(new int[300][300][300]).length() < 101_000);
    }

    @Test
    void text_ofAListInItself_ends() {
        List<Object> list = new ArrayList<>();
        list.add(1);
        list.add(list);
        list.add(list);
        assertEquals("[1, …, …]", Values.text(list));
    }
}
