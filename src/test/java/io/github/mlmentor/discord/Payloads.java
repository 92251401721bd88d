package io.github.mlmentor.discord;

import java.util.List;
import net.dv8tion.jda.api.components.Component;
import net.dv8tion.jda.api.components.MessageTopLevelComponent;
import net.dv8tion.jda.api.components.utils.ComponentDeserializer;
import net.dv8tion.jda.api.utils.data.DataObject;
import net.dv8tion.jda.api.utils.messages.MessageCreateBuilder;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import net.dv8tion.jda.api.utils.messages.MessageEditBuilder;
import net.dv8tion.jda.api.utils.messages.MessageEditData;
import net.dv8tion.jda.api.utils.messages.MessageRequest;

/** What the renderers made, read by JDA's own classes: a second judge of its shape. */
final class Payloads {
    private Payloads() {}

    /** A new message. */
    static MessageCreateData create(String payload) {
        return filled(new MessageCreateBuilder(), DataObject.fromJson(payload)).build();
    }

    /** What takes the place of everything that a message shows, be it plain content or components. */
    static MessageEditData edit(String payload) {
        return filled(new MessageEditBuilder().setReplace(true), DataObject.fromJson(payload))
                .build();
    }

    private static <R extends MessageRequest<R>> R filled(R request, DataObject message) {
        R quiet = request.setAllowedMentions(List.of()).setSuppressEmbeds(true);
        return message.hasKey("components")
                ? quiet.useComponentsV2().setComponents(components(message, MessageTopLevelComponent.class))
                : quiet.setContent(message.getString("content"));
    }

    private static <T extends Component> List<T> components(DataObject parent, Class<T> type) {
        return new ComponentDeserializer(List.of())
                .deserializeAs(type, parent.getArray("components"))
                .toList();
    }
}
