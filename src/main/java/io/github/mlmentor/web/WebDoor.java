package io.github.mlmentor.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlmentor.answering.Exchange;
import io.github.mlmentor.chat.Author;
import io.github.mlmentor.chat.Conversation;
import io.github.mlmentor.chat.Delivery;
import io.github.mlmentor.chat.Inbound;
import io.github.mlmentor.chat.MessageKey;
import io.github.mlmentor.chat.Outgoing;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.chat.Progress;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.chat.ReplyPort;
import io.github.mlmentor.chat.Source;
import io.github.mlmentor.http.HttpProblem;
import io.github.mlmentor.intake.Admission;
import io.github.mlmentor.intake.Inbox;
import io.github.mlmentor.intake.Intake;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.NotKept;
import io.github.mlmentor.intake.Offer;
import io.github.mlmentor.intake.Outbox;
import io.github.mlmentor.intake.Part;
import io.github.mlmentor.telemetry.Wordless;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The web's way in and out. A question goes through the intake like any other; its answer is stored before it is sent, so a page
 * that lost the connection asks again with the same id and gets the same answer. Thread-safe.
 */
public final class WebDoor implements ReplyPort {
    private static final Logger LOG = LoggerFactory.getLogger(WebDoor.class);
    private static final String WORKSPACE = "-";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long RETRY_SECONDS = 3;

    private final Inbox inbox;
    private final Outbox outbox;
    private final Clock clock;
    private final Map<String, Waiter> waiters = new ConcurrentHashMap<>();

    /** A door to these stores. */
    public WebDoor(Inbox inbox, Outbox outbox, Clock clock) {
        this.inbox = inbox;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** What is stored and sent for an exchange: the object of the API with the page's HTML. */
    public static List<String> render(Exchange exchange) {
        ObjectNode json = ReplyJson.of(exchange);
        List<Source> sources = exchange.reply() instanceof Reply.Answer answer ? answer.sources() : List.of();
        json.put("html", HtmlRenderer.render(exchange.reply().body(), sources));
        return List.of(json.toString());
    }

    /** Where the progress of a question is shown. */
    public Progress progress(Job job) {
        Waiter waiter = waiters.get(job.id());
        return waiter == null ? Progress.none() : waiter;
    }

    /**
     * Asks and waits for the reply.
     *
     * @param shown where progress is shown, on the calling thread
     * @return the payload
     * @throws HttpProblem 503 when it could not be stored, or takes too long; then it is kept and can be asked for again
     */
    String ask(AskBody body, Intake intake, Progress shown) {
        String id = body.id().isEmpty() ? UUID.randomUUID().toString() : body.id();
        String conversation = body.conversation().isEmpty() ? id : body.conversation();
        MessageKey key = new MessageKey(Platform.WEB, WORKSPACE, conversation, id);
        Waiter waiter = waiters.computeIfAbsent(Job.id(key), name -> new Waiter());
        try {
            Admission admission = intake.offer(new Offer(
                    new Inbound.Message(
                            key,
                            new Conversation("web/" + conversation, Conversation.Kind.SESSION),
                            Author.person("web/" + conversation),
                            clock.instant(),
                            body.question(),
                            true,
                            0,
                            null),
                    body.scope(),
                    Map.of()));
            // A repeated question may have been answered before this request began to wait.
            Optional<String> earlier = admission instanceof Admission.Ignored ? look(key) : Optional.empty();
            return earlier.or(() -> waiter.await(PATIENCE, shown, () -> look(key)))
                    .orElseThrow(() -> new HttpProblem(
                            503,
                            "The answer takes longer than usual; the question is not lost: ask again with the same id",
                            RETRY_SECONDS));
        } catch (NotKept e) {
            throw new HttpProblem(503, String.valueOf(e.getMessage()), RETRY_SECONDS);
        } finally {
            waiters.remove(Job.id(key), waiter);
        }
    }

    /** Lets everybody go who still waits; their questions are answered after the next start. */
    public void close() {
        waiters.values().forEach(Waiter::close);
    }

    /** A store that cannot be read just now is no reason to let go of somebody whose question is kept. */
    private Optional<String> look(MessageKey key) {
        try {
            return stored(key);
        } catch (RuntimeException e) {
            LOG.warn("A look for an answer broke off", Wordless.of(e));
            return Optional.empty();
        }
    }

    private Optional<String> stored(MessageKey key) {
        return inbox.find(key)
                .filter(found -> found.state() != Job.State.WAITING)
                .flatMap(
                        found -> outbox.parts(found).stream().map(Part::payload).findFirst());
    }

    @Override
    public Platform platform() {
        return Platform.WEB;
    }

    /** Visible once stored: who waits gets it now, who does not gets it when asking again. */
    @Override
    public Delivery send(Outgoing message) {
        Waiter waiter = waiters.get(message.key().substring(0, message.key().indexOf('.')));
        if (waiter != null) {
            waiter.reply(message.payload());
        }
        return new Delivery.Delivered(message.key());
    }

    /** Sending twice shows once, so there is nothing to look for. */
    @Override
    public Optional<Delivery> reconcile(Outgoing message) {
        return Optional.empty();
    }
}
