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
    private static final String SEPARATORS = ",;\t";

    private CsvPairs() {}

    /**
     * A row.
     *
     * @param line where it begins, from 1
     */
    private record Row(int line, List<String> cells) {}

    static List<Pair> read(String file, String text, Fields fields, List<Problem> problems) {
        List<Row> rows = rows(file, text, fields, problems);
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

    private static List<Row> rows(String file, String text, Fields fields, List<Problem> problems) {
        if (file.toLowerCase(Locale.ROOT).endsWith(".tsv")) {
            return rows(file, text, '\t', problems);
        }
        // Spreadsheets in many countries write semicolons, and answers are full of commas: whatever makes a table of
        // it.
        char best = SEPARATORS.charAt(0);
        double most = -1;
        for (int i = 0; i < SEPARATORS.length(); i++) {
            char separator = SEPARATORS.charAt(i);
            double fit = fit(rows(file, text, separator, new ArrayList<>()), fields);
            if (fit > most) {
                most = fit;
                best = separator;
            }
        }
        return rows(file, text, best, problems);
    }

    /** How much of a table rows are: 2 with a header that we know, else the share of rows as wide as the first. */
    private static double fit(List<Row> rows, Fields fields) {
        if (rows.isEmpty() || rows.get(0).cells().size() < 2) {
            return 0;
        }
        List<String> first = rows.get(0).cells();
        if (fields.find("question", first) != null && fields.find("answer", first) != null) {
            return 2;
        }
        long alike =
                rows.stream().filter(row -> row.cells().size() == first.size()).count();
        long asking = rows.stream()
                .filter(row -> row.cells().get(0).strip().endsWith("?"))
                .count();
        // Two columns are what a file without a header has, and questions in the first.
        return (double) alike / rows.size() * (first.size() == 2 ? 1 : 0.9) + 0.1 * asking / rows.size();
    }

    private static List<Row> rows(String file, String text, char separator, List<Problem> problems) {
        List<Row> rows = new ArrayList<>();
        int line = 1;
        try (CsvParser parser = FACTORY.createParser(text)) {
            parser.setSchema(CsvSchema.emptySchema().withColumnSeparator(separator));
            List<String> cells = new ArrayList<>();
            // An array holds one array a row.
            parser.nextToken();
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_ARRAY) {
                    cells = new ArrayList<>();
                    line = parser.currentLocation().getLineNr();
                } else if (token == JsonToken.VALUE_STRING) {
                    line = cells.isEmpty() ? parser.currentTokenLocation().getLineNr() : line;
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
}
