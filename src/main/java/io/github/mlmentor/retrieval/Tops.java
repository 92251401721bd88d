package io.github.mlmentor.retrieval;

/** What the articles score on one side: by their best passage, and by the mean of their three best. */
final class Tops {
    private static final int DEPTH = 3;

    private final double[] best;
    private final double[] support;

    private Tops(double[] best, double[] support) {
        this.best = best;
        this.support = support;
    }

    double[] best() {
        return best;
    }

    double[] support() {
        return support;
    }

    /**
     * Finds the best three of each article.
     *
     * @param scores of each passage
     * @param owner the article of each passage
     */
    static Tops of(float[] scores, int[] owner, int articles) {
        double[][] top = new double[articles][DEPTH];
        int[] found = new int[articles];
        for (int i = 0; i < scores.length; i++) {
            insert(top[owner[i]], found[owner[i]], scores[i]);
            found[owner[i]] = Math.min(DEPTH, found[owner[i]] + 1);
        }
        double[] best = new double[articles];
        double[] support = new double[articles];
        for (int article = 0; article < articles; article++) {
            best[article] = top[article][0];
            double sum = 0;
            for (int i = 0; i < found[article]; i++) {
                sum += top[article][i];
            }
            support[article] = found[article] == 0 ? 0 : sum / found[article];
        }
        return new Tops(best, support);
    }

    private static void insert(double[] top, int filled, double score) {
        int at = filled;
        while (at > 0 && top[at - 1] < score) {
            if (at < DEPTH) {
                top[at] = top[at - 1];
            }
            at--;
        }
        if (at < DEPTH) {
            top[at] = score;
        }
    }
}
