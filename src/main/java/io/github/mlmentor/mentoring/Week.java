package io.github.mlmentor.mentoring;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a week was like on a board.
 *
 * @param questions how many were answered or should have been
 * @param people how many people asked them
 * @param byBot how many of them the bot answered
 * @param helpful how many answers were found helpful
 * @param unhelpful how many were not
 * @param handedOver how many mentors were asked
 * @param byMentors how many of these they answered
 * @param open how many of these wait still
 * @param botTook the median time to the bot's answer
 * @param mentorsTook the median time to a mentor's first answer
 * @param topics by article that was answered from, who asked
 */
public record Week(
        int questions,
        int people,
        int byBot,
        int helpful,
        int unhelpful,
        int handedOver,
        int byMentors,
        int open,
        Optional<Duration> botTook,
        Optional<Duration> mentorsTook,
        Map<String, List<String>> topics) {
    public Week {
        topics = Map.copyOf(topics);
    }
}
