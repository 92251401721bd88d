package io.github.mlmentor.curation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.github.mlmentor.knowledge.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/** Pairs in the rows of a table: with a header, or two columns without one; commas, semicolons or tabs between cells. */
final class CsvPairs {
    private static final CsvFactory FACTORY = CsvFactory.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .build();
    private static final int WORDS_OF_AN_ANSWER = 3;

    private CsvPairs() {}

    /**
     * A row.
     *
     * @param line where it begins, from 1
     */
    private record Row(int line, List<String> cells) {}

    static List<Pair> read(String file, String text, Fields fields, List<Problem> problems) {
        List<Row> rows = rows(file, text, problems);
        if (rows.isEmpty()) {
            if (problems.stream().noneMatch(problem -> problem.file().equals(file))) {
                problems.add(
                        Problem.fatal(file, 1, "empty", "there is no row", "write a question and an answer in each"));
            }
            return List.of();
        }
        Row first = rows.get(0);
        String question = fields.find("question", first.cells());
        String answer = fields.find("answer", first.cells());
        boolean named = fields.isNamed("question") || fields.isNamed("answer");
        List<String> header;
        List<Row> body;
        if (question != null && answer != null) {
            header = first.cells();
            body = rows.subList(1, rows.size());
            if (new HashSet<>(header).size() < header.size()) {
                problems.add(Problem.fatal(
                        file, first.line(), "bad-header", "two columns have one name", "give each its own: " + header));
                return List.of();
            }
        } else if (!named && first.cells().size() == 2 && isPair(first.cells())) {
            header = List.of("question", "answer");
            question = "question";
            answer = "answer";
            body = rows;
        } else {
            problems.add(Problem.fatal(
                    file,
                    first.line(),
                    "bad-header",
                    "no column is called " + fields.names(question == null ? "question" : "answer") + ", but "
                            + String.join(", ", first.cells()),
                    "say which it is with --column " + (question == null ? "question" : "answer") + "=NAME"));
            return List.of();
        }
        List<Pair> pairs = new ArrayList<>();
        for (Row row : body) {
            pair(file, row, header, question, answer, fields, pairs, problems);
        }
        return pairs;
    }

    /** Whether a first row says something, and does not name columns. */
    private static boolean isPair(List<String> cells) {
        return Texts.isAsking(cells.get(0)) || cells.get(1).strip().split("\\s+").length > WORDS_OF_AN_ANSWER;
    }

    private static void pair(
            String file,
            Row row,
            List<String> header,
            String question,
            String answer,
            Fields fields,
            List<Pair> pairs,
            List<Problem> problems) {
        if (row.cells().size() != header.size()) {
            problems.add(Problem.fatal(
                    file,
                    row.line(),
                    "bad-row",
                    "the row has " + row.cells().size() + " cells and not " + header.size(),
                    "quote cells that hold the separator or a line break: \"…\""));
            return;
        }
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < header.size(); i++) {
            record.put(header.get(i), row.cells().get(i));
        }
        String asked = record.path(question).asText();
        String said = record.path(answer).asText();
        if (asked.isBlank() || said.isBlank()) {
            problems.add(Problem.fatal(
                    file,
                    row.line(),
                    asked.isBlank() ? "no-question" : "no-answer",
                    asked.isBlank() ? "the question is empty" : "\"" + asked.strip() + "\" has no answer",
                    "write it or remove the row"));
            return;
        }
        pairs.add(new Pair(file, row.line(), Texts.question(asked), Texts.answer(said), fields.of(record)));
    }

    private static List<Row> rows(String file, String text, List<Problem> problems) {
        List<Row> rows = new ArrayList<>();
        int line = 1;
        try (CsvParser parser = FACTORY.createParser(text)) {
            parser.setSchema(CsvSchema.emptySchema().withColumnSeparator(separator(file, text)));
            List<String> cells = new ArrayList<>();
            // An array holds one array a row.
            parser.nextToken();
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_ARRAY) {
                    cells = new ArrayList<>();
                    line = parser.currentTokenLocation().getLineNr();
                } else if (token == JsonToken.VALUE_STRING) {
                    cells.add(parser.getText());
                } else if (token == JsonToken.END_ARRAY && !cells.isEmpty()) {
                    if (cells.stream().anyMatch(cell -> !cell.isBlank())) {
                        rows.add(new Row(line, cells));
                    }
                    cells = new ArrayList<>();
                }
            }
        } catch (JsonProcessingException e) {
            problems.add(Problem.fatal(
                    file,
                    line,
                    "bad-csv",
                    "the row that begins here cannot be read: " + e.getOriginalMessage(),
                    "look for a quote that is never closed; inside of quotes, write \"\" for one"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    /** What separates the cells of the first row: spreadsheets in many countries write semicolons. */
    private static char separator(String file, String text) {
        if (file.toLowerCase(Locale.ROOT).endsWith(".tsv")) {
            return '\t';
        }
        int[] counts = new int[3];
        boolean quoted = false;
        for (int i = 0; i < text.length() && (quoted || text.charAt(i) != '\n'); i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            int which = quoted ? -1 : ",;\t".indexOf(c);
            if (which >= 0) {
                counts[which]++;
            }
        }
        return counts[2] > 0 ? '\t' : counts[1] > counts[0] ? ';' : ',';
    }
}
