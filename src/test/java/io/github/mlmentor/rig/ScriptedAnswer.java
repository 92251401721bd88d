package io.github.mlmentor.rig;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the rig's bots say: the mark of the question, in as many parts as it asks for. */
final class ScriptedAnswer {
    private static final Pattern ASKED = Pattern.compile("\\[(q\\d+) x(\\d+)](.*)", Pattern.DOTALL);

    private ScriptedAnswer() {}

    /** The parts of the answer to this text. */
    static List<String> to(String text) {
        Matcher asked = ASKED.matcher(text);
        if (!asked.find()) {
            return List.of("answer to nothing in particular");
        }
        int parts = Integer.parseInt(asked.group(2));
        List<String> answer = new ArrayList<>();
        for (int part = 1; part <= parts; part++) {
            answer.add("[" + asked.group(1) + " " + part + "/" + parts + "] answer to:" + asked.group(3));
        }
        return answer;
    }

    /** Takes as long as composing an answer would. */
    static void compose(int millis) {
        if (millis <= 0) {
            return;
        }
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
