package io.github.mlmentor.answering;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Notices that a question is not written in English, the language of the shipped knowledge: by its script, or by the small
 * words that a Latin-script language cannot do without. A few words of another language inside an English question do not
 * count. Thread-safe.
 */
final class ForeignLanguage {
    private static final Set<String> ENGLISH = WordList.of(
            "the a an and or but is are was were be been i you he she it we they my your me do does did can could should would will what how why when where which who to of in on for with from at as that this if not no yes have has had get need want learn work job about there so just like more than much or im dont whats good best better hard first any know use between after before into too only new one project");
    private static final Map<String, Set<String>> OTHERS = Map.ofEntries(
            Map.entry(
                    "es",
                    WordList.of(
                            "el la los las un una unos y o pero es son ser estoy soy yo tu mi mis que qué cómo como cuál cuánto cuando cuándo dónde donde por para con sin del al en de se me lo le necesito quiero puedo hay más muy también trabajo aprender sobre entre hacer hace tiene debo ingeniero hola ya si")),
            Map.entry(
                    "fr",
                    WordList.of(
                            "le la les un une des et ou mais est sont être je tu il nous vous mon ma mes que qui quoi comment pourquoi quand où quel quelle quels pour avec sans du au aux en de se ce cette ne pas plus très dois peux faut faire entre sur dans bonjour salut apprendre travail devenir c'est qu'est j'ai d'un")),
            Map.entry(
                    "de",
                    WordList.of(
                            "der die das den dem ein eine einen und oder aber ist sind war sein ich du er wir ihr mein meine was wie warum wann wo welche welcher für mit ohne von zu im am auf aus nicht kein mehr sehr muss kann soll brauche möchte werden zwischen über hallo lernen arbeit man als wird macht eigentlich ohne noch")),
            Map.entry(
                    "pt",
                    WordList.of(
                            "o os as um uma e ou mas é são ser eu você meu minha que quê como qual quanto quando onde por para com sem do da dos das no na em de se me não mais muito também preciso quero posso devo fazer entre trabalho aprender sobre ola olá engenheiro faz ter isso")),
            Map.entry(
                    "it",
                    WordList.of(
                            "il lo la gli le un una uno e o ma è sono essere io tu mio mia che chi come quale quanto quando dove perché per con senza del della dei nel di da in su non più molto anche devo posso voglio fare tra fra lavoro imparare ciao cosa quali serve bisogna")),
            Map.entry(
                    "nl",
                    WordList.of(
                            "de het een en of maar is zijn ik jij je hij wij mijn wat hoe waarom wanneer waar welke voor met zonder van te naar in op uit niet geen meer heel moet kan wil worden tussen over hallo leren werk doet nodig wordt als ook")),
            Map.entry(
                    "tr",
                    WordList.of(
                            "bir ve veya ama mi mı mu mü ben sen biz bu şu ne nasıl neden niçin hangi kim için ile gibi daha çok en değil var yok olmak istiyorum gerekir gerekiyor nedir öğrenmek iş arasında arasındaki fark kadar merhaba olarak lazım")),
            Map.entry(
                    "pl",
                    WordList.of(
                            "i oraz lub ale jest są być ja ty my mój moja co jak dlaczego kiedy gdzie który jaki jaka jakie dla z ze bez od do na w po nie tak więcej bardzo muszę mogę chcę czy między praca uczyć się cześć czym różni zostać trzeba")),
            Map.entry(
                    "id",
                    WordList.of(
                            "yang dan atau tapi adalah saya kamu anda kita apa bagaimana mengapa kenapa kapan dimana siapa untuk dengan tanpa dari ke di ini itu tidak bukan lebih sangat harus bisa mau ingin belajar kerja antara halo jadi apakah perlu")),
            Map.entry(
                    "vi",
                    WordList.of(
                            "là và hoặc nhưng tôi bạn mình gì như thế nào tại sao khi ở đâu cho với không của từ đến này đó có được cần muốn học làm việc giữa xin chào để cái")),
            Map.entry(
                    "sv",
                    WordList.of(
                            "och eller men är var vara jag du han vi min mitt vad hur varför när var vilken för med utan av till i på ur inte ingen mer mycket måste kan vill bli mellan om hej lära arbete jobb behöver ett en det som")),
            Map.entry(
                    "hi",
                    WordList.of(
                            "hai hain kya kaise kyu kyun kab kahan kaun mera meri mujhe main hum aap tum ke ka ki ko se mein aur ya lekin nahi nahin bhi bahut chahiye karna karne karu hota hoti kaam seekhna seekhu sikhna banne liye")));

    private static final Map<Character.UnicodeScript, String> SCRIPTS = Map.ofEntries(
            Map.entry(Character.UnicodeScript.HIRAGANA, "ja"),
            Map.entry(Character.UnicodeScript.KATAKANA, "ja"),
            Map.entry(Character.UnicodeScript.HAN, "zh"),
            Map.entry(Character.UnicodeScript.HANGUL, "ko"),
            Map.entry(Character.UnicodeScript.CYRILLIC, "ru"),
            Map.entry(Character.UnicodeScript.ARABIC, "ar"),
            Map.entry(Character.UnicodeScript.DEVANAGARI, "hi"),
            Map.entry(Character.UnicodeScript.BENGALI, "bn"),
            Map.entry(Character.UnicodeScript.TAMIL, "ta"),
            Map.entry(Character.UnicodeScript.TELUGU, "te"),
            Map.entry(Character.UnicodeScript.THAI, "th"),
            Map.entry(Character.UnicodeScript.HEBREW, "he"),
            Map.entry(Character.UnicodeScript.GREEK, "el"));

    private ForeignLanguage() {}

    /** The language's ISO 639-1 code, or empty when the question is English or cannot be told. */
    static Optional<String> of(String text) {
        Optional<String> script = byScript(text);
        return script.isPresent() ? script : byWords(text);
    }

    private static Optional<String> byScript(String text) {
        long letters = text.codePoints().filter(Character::isLetter).count();
        List<String> foreign = text.codePoints()
                .filter(Character::isLetter)
                .mapToObj(Character.UnicodeScript::of)
                .filter(SCRIPTS::containsKey)
                .map(script -> SCRIPTS.getOrDefault(script, ""))
                .toList();
        if (foreign.isEmpty() || foreign.size() * 2L < letters) {
            return Optional.empty();
        }
        // Japanese is written with Chinese characters too.
        return Optional.of(foreign.contains("ja") ? "ja" : foreign.get(0));
    }

    private static Optional<String> byWords(String text) {
        List<String> tokens =
                List.of(text.toLowerCase(Locale.ROOT).replace('’', '\'').split("[^\\p{L}']+"));
        long english = tokens.stream().filter(ENGLISH::contains).count();
        String best = "";
        long most = 0;
        for (Map.Entry<String, Set<String>> language : OTHERS.entrySet()) {
            long hits = tokens.stream().filter(language.getValue()::contains).count();
            if (hits > most || (hits == most && language.getKey().compareTo(best) < 0)) {
                most = hits;
                best = language.getKey();
            }
        }
        boolean convincing = most >= 2 && most > english && most * 5 >= tokens.size();
        return convincing ? Optional.of(best) : Optional.empty();
    }
}
