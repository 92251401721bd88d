package io.github.mlmentor.console;

import java.util.List;
import java.util.stream.Collectors;

/** Tables for spreadsheets. What a spreadsheet would take for a formula is shown as the text that it is. */
final class Csv {
    private final StringBuilder text = new StringBuilder();

    Csv row(List<?> cells) {
        text.append(cells.stream().map(cell -> cell(String.valueOf(cell))).collect(Collectors.joining(",")))
                .append("\r\n");
        return this;
    }

    /** An apostrophe in front is how spreadsheets mark a text; numbers with a sign do not occur here. */
    private static String cell(String value) {
        String harmless = !value.isEmpty() && "=+-@\t\r\n|%".indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
        return harmless.matches("(?s).*[\",\\r\\n;'\\t].*") ? '"' + harmless.replace("\"", "\"\"") + '"' : harmless;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
