package org.undertone.rules.text;

/** What an action says where its rule says nothing. */
public final class Defaults {

    private Defaults() {}

    /** The advice of a cue. */
    public static String advice(Language language) {
        return switch (language) {
            case EN -> "The {{ role }} {{ heard }}. Take it slowly.";
            case ZH -> "{{ role }}{{ heard }}。请放慢语速，先倾听。";
        };
    }

    /** The subject of a ticket. */
    public static String subject(Language language) {
        return switch (language) {
            case EN -> "A {{ role }} {{ heard }}";
            case ZH -> "{{ role }}{{ heard }}";
        };
    }

    /** The text of a ticket. */
    public static String ticket(Language language) {
        return switch (language) {
            case EN ->
                "In call {{ call.id }}, {{ since }} after Undertone began to listen, the {{ role }} began to sound like"
                        + " this; now it {{ heard }}. Rule: {{ rule }}. This is an estimate from the voice, not a fact"
                        + " about the person: please listen first.";
            case ZH ->
                "通话 {{ call.id }}：开始监听后 {{ since }} 起，{{ role }}{{ heard }}。规则：{{ rule }}。"
                        + "这只是根据声音的估计，并非关于此人的事实，请先倾听。";
        };
    }

    /** A text message. */
    public static String sms(Language language) {
        return switch (language) {
            case EN -> "Undertone: a {{ role }} {{ heard }} (call {{ call.id }}, {{ rule }}).";
            case ZH -> "Undertone：{{ role }}{{ heard }}（通话 {{ call.id }}，{{ rule }}）。";
        };
    }
}
