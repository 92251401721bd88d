package io.github.mlmentor.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.mlmentor.chat.Action;
import io.github.mlmentor.chat.Block;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Form;
import io.github.mlmentor.chat.Home;
import io.github.mlmentor.chat.Span;
import io.github.mlmentor.layout.Snapshot;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ViewsTest {
    @Test
    void aFormWithAFieldOfEachKind() {
        Form form = new Form(
                "feedback",
                "What was wrong?",
                List.of(
                        new Form.Field("topic", "Topic", Form.Kind.LINE, true, List.of(), "", 200),
                        new Form.Field("kind", "Kind", Form.Kind.CHOICE, true, List.of("Wrong", "Old"), "Old", 100),
                        new Form.Field("words", "In your words", Form.Kind.TEXT, false, List.of(), "It …", 3_000)),
                "Send",
                "job-1");
        String view = FormView.render(form);
        Snapshot.check("slack/form", List.of(view));
        assertThat(BlockKitValidator.modal(view)).isEmpty();
    }

    @Test
    void aFormOfNastyTextsIsAcceptedToo() {
        String nasty = "<!channel> @here " + "x".repeat(3_000);
        Form form = new Form(
                "f",
                "<!channel> & @everyone",
                List.of(
                        new Form.Field("a", nasty, Form.Kind.TEXT, true, List.of(), nasty, 50),
                        new Form.Field("b", " ", Form.Kind.LINE, true, List.of(), "", 9_999),
                        new Form.Field(
                                "c",
                                "Choice",
                                Form.Kind.CHOICE,
                                true,
                                List.of("<!here>" + "y".repeat(100), "twice", "twice", " "),
                                "none of them",
                                10),
                        new Form.Field("d", "Choice of nothing", Form.Kind.CHOICE, true, List.of(), "", 10)),
                "",
                "");
        assertThat(BlockKitValidator.modal(FormView.render(form))).isEmpty();
    }

    @Test
    void whatWouldComeBackAsSomethingElseIsRefused() {
        Form.Field line = new Form.Field("a", "A", Form.Kind.LINE, true, List.of(), "", 10);
        Form.Field choice = new Form.Field("a", "A", Form.Kind.CHOICE, true, List.of("x".repeat(151)), "", 10);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FormView.render(new Form("f", "F", List.of(line), "Send", "x".repeat(3_001))))
                .withMessageContaining("context");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FormView.render(new Form("f", "F", List.of(choice), "Send", "")))
                .withMessageContaining("choice");
    }

    @Test
    void aHomePage() {
        Home home = new Home(List.of(
                new Home.Part(
                        "What I can do",
                        new Document(List.of(
                                new Block.Paragraph(List.of(new Span.Text("Ask me <anything>."))),
                                new Block.Table(
                                        List.of(List.of(new Span.Text("Say")), List.of(new Span.Text("To"))),
                                        List.of(List.of(
                                                List.of(new Span.Text("/mentor help")),
                                                List.of(new Span.Text("see more"))))))),
                        List.of(
                                new Action("suggest", "What is drift?", "What is drift?", Action.Weight.NORMAL),
                                new Action("suggest", "What is MLOps?", "What is MLOps?", Action.Weight.NORMAL))),
                new Home.Part(
                        "Privacy",
                        Document.of("What I store about you."),
                        List.of(
                                new Action("export", "Export", "", Action.Weight.PRIMARY),
                                new Action("forget", "Forget me", "", Action.Weight.DANGER)))));
        String view = HomeView.render(home);
        Snapshot.check("slack/home", List.of(view));
        assertThat(BlockKitValidator.home(view)).isEmpty();
    }

    @Test
    void aHomePageThatIsTooLongEndsWithAPointer() {
        Home home = new Home(Collections.nCopies(60, new Home.Part("Part", Document.of("a", "b"), List.of())));
        String view = HomeView.render(home);
        assertThat(BlockKitValidator.home(view)).isEmpty();
        assertThat(view).contains("more than fits");
    }

    @Test
    void aHomePageThatJustFitsHasNoPointer() {
        String[] paragraphs = IntStream.range(0, 99).mapToObj(Integer::toString).toArray(String[]::new);
        String view = HomeView.render(new Home(List.of(new Home.Part("Part", Document.of(paragraphs), List.of()))));
        assertThat(BlockKitValidator.home(view)).isEmpty();
        assertThat(view).doesNotContain("more than fits");
    }

    @Test
    void anEmptyHomePageIsAPage() {
        assertThat(BlockKitValidator.home(HomeView.render(new Home(List.of())))).isEmpty();
    }
}
