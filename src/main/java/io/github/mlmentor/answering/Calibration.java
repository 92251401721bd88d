package io.github.mlmentor.answering;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mlmentor.retrieval.Evidence;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * When evidence is good enough, fitted to labelled questions by {@code ml-mentor eval --calibrate} and never by hand.
 *
 * @param semantic for evidence with embeddings
 * @param lexical for evidence without
 */
public record Calibration(Mode semantic, Mode lexical) {
    /**
     * The two decisions of one mode of retrieval.
     *
     * @param answer whether the evidence carries an answer
     * @param subject whether a question without an answer is in the subject at all
     * @param direction in the space of meanings, from questions that cannot be answered to those that can; empty for none
     */
    public record Mode(Logistic answer, Logistic subject, List<Double> direction) {
        public Mode {
            direction = List.copyOf(direction);
        }

        /** Decides without a look at the meaning of the question itself. */
        public Mode(Logistic answer, Logistic subject) {
            this(answer, subject, List.of());
        }
    }

    /** The file that ships with the program. */
    public static Calibration shipped() {
        try (InputStream file = Calibration.class.getResourceAsStream("calibration.json")) {
            if (file == null) {
                throw new IllegalStateException("calibration.json is missing from the program; build it again");
            }
            return new ObjectMapper().readValue(file, Calibration.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Mode mode(Evidence.Signals signals) {
        return signals.semantic() ? semantic : lexical;
    }

    /**
     * The features of a mode, in the order that its weights have; of each, more speaks for an answer.
     *
     * @param kind how far the question lies in the mode's direction
     */
    public static double[] features(Evidence.Signals signals, double kind) {
        double length = Math.log1p(signals.terms());
        return signals.semantic()
                ? new double[] {
                    signals.cosine(),
                    signals.support(),
                    signals.neighbourhood(),
                    signals.coverage(),
                    signals.vocabulary(),
                    length,
                    -signals.distance(),
                    kind
                }
                : new double[] {signals.bm25(), signals.coverage(), signals.vocabulary(), length};
    }

    /** How far a meaning lies in a direction; 0 when there is no meaning or no direction. */
    public static double along(List<Double> direction, List<Double> meaning) {
        double sum = 0;
        for (int i = 0; i < Math.min(direction.size(), meaning.size()); i++) {
            sum += direction.get(i) * meaning.get(i);
        }
        return sum;
    }
}
