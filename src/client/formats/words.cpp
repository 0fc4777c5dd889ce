#include "client/formats/words.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <unicode/normalizer2.h>
#include <unicode/normlzr.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace xm::client {

namespace {

// Without case, accents and marks; words between single blanks. A mark between letters parts them, an apostrophe does not.
std::string bare(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* forms = icu::Normalizer2::getNFKDInstance(status);
    if (U_FAILURE(status) != 0) return std::string(text);
    const icu::UnicodeString given =
        icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size()))).foldCase();
    const icu::UnicodeString split = forms->normalize(given, status);
    icu::UnicodeString words;
    for (int32_t i = 0; i < split.length(); i = split.moveIndex32(i, 1)) {
        const UChar32 c = split.char32At(i);
        if (u_charType(c) == U_NON_SPACING_MARK || c == '\'' || c == 0x2019 || c == 0x2BC || c == '`') continue;
        if (c == 0x142) {  // l with a stroke has no form without it
            words.append(static_cast<UChar>('l'));
        } else if (u_isalnum(c) != 0) {
            words.append(c);
        } else if (!words.isEmpty() && words[words.length() - 1] != ' ') {
            words.append(static_cast<UChar>(' '));
        }
    }
    std::string out;
    words.trim().toUTF8String(out);
    return out;
}

std::vector<std::string_view> parts_of(std::string_view text, std::string_view separator) {
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t at = text.find(separator);
        parts.push_back(text.substr(0, at));
        if (at == std::string_view::npos) return parts;
        text.remove_prefix(at + separator.size());
    }
}

// What people write for "no answer".
constexpr auto no_answers = std::to_array<std::string_view>({
    // English
    "don't know",
    "do not know",
    "I don't know",
    "I do not know",
    "dont know",
    "DK",
    "d/k",
    "dk/na",
    "NULL",
    "#NULL!",
    "NaN",
    "#N/A",
    "n/a",
    "NA",
    "N.A.",
    "not applicable",
    "non applicable",
    "does not apply",
    "doesn't apply",
    "doesn't apply to me",
    "does not apply to me",
    "not applicable to me",
    "not relevant",
    "not relevant to me",
    "prefer not to say",
    "prefer not to answer",
    "prefer not to disclose",
    "prefer not to respond",
    "I prefer not to say",
    "I prefer not to answer",
    "I'd rather not say",
    "rather not say",
    "I'd prefer not to say",
    "would rather not say",
    "would prefer not to say",
    "choose not to answer",
    "decline to answer",
    "decline to state",
    "declined to answer",
    "refused",
    "refuse to answer",
    "refused to answer",
    "no answer",
    "no response",
    "not answered",
    "no opinion",
    "I have no opinion",
    "don't have an opinion",
    "no basis",
    "no basis for evaluation",
    "no basis to judge",
    "no basis for judgement",
    "no basis for judgment",
    "no basis for opinion",
    "can't say",
    "cannot say",
    "I can't say",
    "can't judge",
    "cannot judge",
    "can't rate",
    "cannot rate",
    "can't evaluate",
    "cannot evaluate",
    "can't answer",
    "cannot answer",
    "unable to say",
    "unable to rate",
    "unable to judge",
    "unable to answer",
    "unable to evaluate",
    "unknown",
    "missing",
    "no experience",
    "have not used",
    "haven't used",
    "have not used it",
    "haven't used it",
    "did not use",
    "didn't use",
    "not used",
    "never used",
    "never used it",
    "have never used",
    "never tried",
    "never tried it",
    "did not participate",
    "didn't participate",
    "not observed",
    "skip",
    "skipped",
    // German
    "keine Angabe",
    "keine Angaben",
    "k. A.",
    "kA",
    "keine Antwort",
    "keine Meinung",
    "weiß nicht",
    "weiß ich nicht",
    "ich weiß nicht",
    "ich weiß es nicht",
    "weiß es nicht",
    "keine Ahnung",
    "kann ich nicht sagen",
    "kann ich nicht beurteilen",
    "kann ich nicht einschätzen",
    "kann ich nicht bewerten",
    "kann nicht beurteilen",
    "kann nicht beurteilt werden",
    "nicht beurteilbar",
    "nicht bewertbar",
    "keine Beurteilung möglich",
    "keine Bewertung möglich",
    "keine Erfahrung",
    "möchte ich nicht sagen",
    "möchte ich nicht angeben",
    "möchte ich nicht beantworten",
    "möchte nicht antworten",
    "möchte keine Angabe machen",
    "möchte keine Angaben machen",
    "ich möchte nicht antworten",
    "lieber keine Angabe",
    "nicht zutreffend",
    "nicht anwendbar",
    "entfällt",
    "nicht relevant",
    "betrifft mich nicht",
    "verweigert",
    "Antwort verweigert",
    "noch nie genutzt",
    "nicht genutzt",
    "nie genutzt",
    "unbekannt",
    // French
    "ne sait pas",
    "ne sais pas",
    "je ne sais pas",
    "sais pas",
    "NSP",
    "ne sait pas ne répond pas",
    "NSPP",
    "ne se prononce pas",
    "ne souhaite pas répondre",
    "je ne souhaite pas répondre",
    "préfère ne pas répondre",
    "je préfère ne pas répondre",
    "préfère ne pas dire",
    "préfère ne pas le dire",
    "je préfère ne pas le dire",
    "refus",
    "refuse de répondre",
    "non concerné",
    "pas concerné",
    "non concernée",
    "pas concernée",
    "sans objet",
    "s.o.",
    "sans avis",
    "sans opinion",
    "pas d'avis",
    "pas d'opinion",
    "aucun avis",
    "aucune opinion",
    "non réponse",
    "pas de réponse",
    "sans réponse",
    "ne s'applique pas",
    "non applicable",
    "inconnu",
    "jamais utilisé",
    // Spanish
    "no sé",
    "no lo sé",
    "no sabe",
    "no contesta",
    "no sabe no contesta",
    "NS/NC",
    "ns nc",
    "no sabe no responde",
    "NS/NR",
    "no responde",
    "sin respuesta",
    "no procede",
    "no aplica",
    "no se aplica",
    "no aplicable",
    "prefiero no decirlo",
    "prefiero no decir",
    "prefiero no contestar",
    "prefiero no responder",
    "prefiere no contestar",
    "prefiere no responder",
    "sin opinión",
    "no tengo opinión",
    "ninguna opinión",
    "no corresponde",
    "rehúsa contestar",
    "desconocido",
    "nunca lo he usado",
    // Italian
    "non so",
    "non lo so",
    "non saprei",
    "non sa",
    "non risponde",
    "non sa non risponde",
    "preferisco non rispondere",
    "preferisco non dirlo",
    "preferisce non rispondere",
    "preferisco non dichiararlo",
    "nessuna risposta",
    "nessuna opinione",
    "non applicabile",
    "non pertinente",
    "non si applica",
    "senza opinione",
    "non ho un'opinione",
    "rifiuta di rispondere",
    "sconosciuto",
    "mai usato",
    // Dutch
    "weet niet",
    "weet ik niet",
    "ik weet het niet",
    "weet het niet",
    "geen idee",
    "geen antwoord",
    "geen mening",
    "niet van toepassing",
    "n.v.t.",
    "nvt",
    "wil ik niet zeggen",
    "wil ik liever niet zeggen",
    "zeg ik liever niet",
    "wil niet zeggen",
    "liever niet zeggen",
    "wil niet antwoorden",
    "geen ervaring",
    "kan ik niet beoordelen",
    "kan niet beoordelen",
    "onbekend",
    "nooit gebruikt",
    // Portuguese
    "não sei",
    "não sabe",
    "não responde",
    "não sabe não responde",
    "não respondeu",
    "não quero responder",
    "NS/NR",
    "NR",
    "sem resposta",
    "sem opinião",
    "não tenho opinião",
    "não se aplica",
    "não aplicável",
    "prefiro não dizer",
    "prefiro não responder",
    "prefere não responder",
    "prefiro não declarar",
    "recusa responder",
    "desconhecido",
    "nunca usei",
    // Polish
    "nie wiem",
    "nie mam zdania",
    "brak zdania",
    "trudno powiedzieć",
    "nie dotyczy",
    "nie dotyczy mnie",
    "n.d.",
    "odmowa odpowiedzi",
    "odmawiam odpowiedzi",
    "brak odpowiedzi",
    "wolę nie odpowiadać",
    "wolę nie mówić",
    "nie chcę odpowiadać",
    "nie chcę podawać",
    "brak danych",
    "nie stosuje się",
    "nieznane",
    "nigdy nie używałem",
    "nigdy nie używałam",
});

// Scales from their lowest step, the most usual first: steps parted by |, ways to write a step by =.
constexpr auto scales = std::to_array<std::string_view>({
    // English: agreement
    "Strongly disagree=Completely disagree=Totally disagree=Fully disagree=Definitely disagree=Disagree strongly=Disagree "
    "completely|"
    "Disagree=Somewhat disagree=Tend to disagree=Slightly disagree=Mostly disagree=Disagree somewhat|"
    "Neither agree nor disagree=Neutral=Neither=Neither disagree nor agree=Undecided=Not sure=Unsure=Neither agree or disagree|"
    "Agree=Somewhat agree=Tend to agree=Slightly agree=Mostly agree=Agree somewhat|"
    "Strongly agree=Completely agree=Totally agree=Fully agree=Definitely agree=Agree strongly=Agree completely",
    "Strongly disagree=Completely disagree=Totally disagree|Disagree=Moderately disagree|Somewhat disagree=Slightly "
    "disagree=Tend to disagree|"
    "Neither agree nor disagree=Neutral=Neither=Undecided|Somewhat agree=Slightly agree=Tend to agree|Agree=Moderately agree|"
    "Strongly agree=Completely agree=Totally agree",
    "Strongly disagree=Completely disagree=Totally disagree|Disagree=Somewhat disagree=Tend to disagree|Agree=Somewhat "
    "agree=Tend to agree|"
    "Strongly agree=Completely agree=Totally agree",
    "Strongly disagree|Disagree=Moderately disagree|Somewhat disagree=Slightly disagree|Somewhat agree=Slightly "
    "agree|Agree=Moderately agree|Strongly agree",
    "Disagree|Neutral=Neither agree nor disagree=Neither=Undecided|Agree",
    // satisfaction
    "Very dissatisfied=Very unsatisfied=Extremely dissatisfied=Completely dissatisfied=Extremely unsatisfied=Totally "
    "dissatisfied|"
    "Dissatisfied=Unsatisfied=Somewhat dissatisfied=Somewhat unsatisfied=Fairly dissatisfied=Rather dissatisfied|"
    "Neither satisfied nor dissatisfied=Neutral=Neither=Neither dissatisfied nor satisfied|"
    "Satisfied=Somewhat satisfied=Fairly satisfied=Rather satisfied|"
    "Very satisfied=Extremely satisfied=Completely satisfied=Totally satisfied",
    "Not at all satisfied|Not so satisfied=Slightly satisfied=Not very satisfied|Somewhat satisfied=Moderately satisfied|Very "
    "satisfied|"
    "Extremely satisfied=Completely satisfied",
    "Extremely dissatisfied=Very dissatisfied=Completely dissatisfied|Moderately dissatisfied=Dissatisfied=Mostly dissatisfied|"
    "Slightly dissatisfied=Somewhat dissatisfied|Neither satisfied nor dissatisfied=Neutral|Slightly satisfied=Somewhat "
    "satisfied|"
    "Moderately satisfied=Satisfied=Mostly satisfied|Extremely satisfied=Very satisfied=Completely satisfied",
    "Very dissatisfied=Very unsatisfied|Dissatisfied=Unsatisfied=Somewhat dissatisfied=Fairly dissatisfied|Satisfied=Somewhat "
    "satisfied=Fairly satisfied|Very satisfied",
    "Dissatisfied=Unsatisfied=Unhappy|Neutral=Neither satisfied nor dissatisfied|Satisfied=Happy",
    "Very unhappy|Unhappy=Somewhat unhappy|Neutral=Neither happy nor unhappy|Happy=Somewhat happy|Very happy",
    // quality
    "Very poor=Very bad=Terrible=Awful=Horrible=Extremely bad|Poor=Bad=Somewhat bad|"
    "Fair=Average=Acceptable=OK=Okay=So-so=Neutral=Neither good nor bad=Neither poor nor "
    "good=Satisfactory=Adequate|Good=Somewhat good|"
    "Very good=Excellent=Great=Extremely good=Outstanding",
    "Poor|Fair|Good|Very good|Excellent=Outstanding",
    "Poor=Bad|Fair=Average|Good|Excellent=Very good",
    "Poor=Bad|Fair=Average=OK=Okay=Neutral|Good",
    "Very poor|Poor|Below average=Fair|Average|Above average=Good|Very good|Excellent",
    "Far below average=Well below average=Much below average|Below average=Somewhat below average|Average|Above average=Somewhat "
    "above average|"
    "Far above average=Well above average=Much above average",
    "Very unfavorably=Very unfavourably|Somewhat unfavorably=Somewhat unfavourably=Unfavorably=Unfavourably|"
    "Neither favorably nor unfavorably=Neither favorably nor unfavorably (neutral)=Neither favourably nor unfavourably=Neutral|"
    "Somewhat favorably=Somewhat favourably=Favorably=Favourably|Very favorably=Very favourably",
    "Very unfavorable=Very unfavourable|Somewhat unfavorable=Somewhat unfavourable=Unfavorable=Unfavourable|"
    "Neutral=Neither favorable nor unfavorable=Neither favourable nor unfavourable|Somewhat favorable=Somewhat "
    "favourable=Favorable=Favourable|"
    "Very favorable=Very favourable",
    "Very negative|Negative=Somewhat negative|Neutral=Neither positive nor negative|Positive=Somewhat positive|Very positive",
    "Dislike a great deal=Dislike very much=Strongly dislike|Dislike somewhat=Dislike=Somewhat dislike|Neither like nor "
    "dislike=Neutral|"
    "Like somewhat=Like=Somewhat like|Like a great deal=Like very much=Strongly like",
    "Dislike|Neither like nor dislike=Neutral|Like",
    "Much worse=A lot worse|Somewhat worse=Worse=Slightly worse=A little worse|About the same=The same=Same=No change=Unchanged|"
    "Somewhat better=Better=Slightly better=A little better|Much better=A lot better",
    "Far short of expectations=Far below expectations=Well below expectations|Short of expectations=Below expectations|"
    "Equals expectations=Met expectations=Meets expectations=As expected|Exceeds expectations=Exceeded expectations=Above "
    "expectations|"
    "Far exceeds expectations=Far exceeded expectations=Well above expectations=Far above expectations",
    // frequency
    "Never|Rarely=Seldom=Almost never=Hardly ever|Sometimes=Occasionally|Often=Frequently=Usually=Most of the time=Very "
    "often=Almost always|Always=All the time",
    "Never|Rarely=Seldom|Sometimes=Occasionally|Often=Frequently|Very often=Very frequently",
    "Never|Sometimes|About half the time|Most of the time|Always",
    "Never|Rarely=Seldom|Sometimes=Occasionally|Often=Frequently|Very often=Usually=Most of the time=Almost always|Always",
    "Never|Rarely=Almost never=Seldom|Occasionally|Sometimes|Often=Frequently|Usually=Very often=Almost always|Always",
    "Never|Rarely=Seldom=Sometimes=Occasionally|Often=Usually=Frequently=Most of the time|Always",
    "Not at all|Several days|More than half the days|Nearly every day",
    // likelihood
    "Very unlikely=Extremely unlikely=Highly unlikely|Unlikely=Somewhat unlikely=Rather unlikely|"
    "Neither likely nor unlikely=Neutral=Neither|Likely=Somewhat likely=Rather likely|Very likely=Extremely likely=Highly likely",
    "Not at all likely|Not so likely=Slightly likely=Not very likely|Somewhat likely=Moderately likely|Very likely|Extremely "
    "likely",
    "Extremely unlikely=Very unlikely|Moderately unlikely=Unlikely|Slightly unlikely=Somewhat unlikely|Neither likely nor "
    "unlikely=Neutral|"
    "Slightly likely=Somewhat likely|Moderately likely=Likely|Extremely likely=Very likely",
    "Very unlikely=Extremely unlikely|Unlikely=Somewhat unlikely|Likely=Somewhat likely|Very likely=Extremely likely",
    "Definitely not=Definitely would not=Definitely will not|Probably not=Probably would not=Probably will not|Might or might "
    "not=Maybe=Possibly=Not sure=Unsure|"
    "Probably yes=Probably=Probably would=Probably will|Definitely yes=Definitely=Definitely would=Definitely will",
    // importance
    "Not at all important=Not important at all=Not important=Unimportant|Slightly important=Not so important=Of little "
    "importance=Not very important|"
    "Moderately important=Somewhat important=Important=Neutral|Very important|Extremely important=Essential=Absolutely essential",
    "Very unimportant=Not at all important=Not important at all|Unimportant=Not important=Not very important=Somewhat "
    "unimportant|"
    "Neutral=Neither important nor unimportant=Moderately important|Important=Somewhat important|Very important=Extremely "
    "important",
    "Not at all important=Not important=Unimportant=Very unimportant|Not very important=Slightly important=Of little "
    "importance|Important=Somewhat important=Fairly important|Very important",
    "Not important=Unimportant=Not at all important|Important=Somewhat important|Very important=Essential",
    // amount
    "Not at all=None at all=Nothing=Not much at all|A little=Slightly=A little bit=To a small extent|Somewhat=Moderately=A "
    "moderate amount=To some extent=To a moderate extent|"
    "A lot=Quite a bit=Very much=Very=Considerably=Mostly=To a great extent=To a large extent|"
    "A great deal=Extremely=Completely=Totally=To a very great extent=To a very large extent",
    "Very low|Low|Medium=Moderate=Average=Neutral|High|Very high",
    "Low|Medium=Moderate=Average|High",
    "Very small|Small|Medium|Large|Very large",
    "Not like me at all|Not like me|A little like me|Somewhat like me=Moderately like me|Like me|Very much like me",
    "Not at all true=Definitely false|Slightly true=Mostly false=Hardly true|Somewhat true=Moderately true=Neither true nor "
    "false|Mostly true=Very true|Completely true=Definitely true=Extremely true",
    // ease
    "Very difficult=Extremely difficult=Very hard|Difficult=Somewhat difficult=Hard|Neither easy nor difficult=Neutral=Neither "
    "difficult nor easy|"
    "Easy=Somewhat easy|Very easy=Extremely easy",
    "Extremely difficult=Very difficult|Moderately difficult=Difficult|Slightly difficult=Somewhat difficult|Neither easy nor "
    "difficult=Neutral|"
    "Slightly easy=Somewhat easy|Moderately easy=Easy|Extremely easy=Very easy",

    // German: agreement
    "Stimme überhaupt nicht zu=Stimme gar nicht zu=Stimme ganz und gar nicht zu=Stimme absolut nicht zu=Lehne stark ab=Lehne "
    "voll ab=Lehne völlig ab|"
    "Stimme nicht zu=Stimme eher nicht zu=Lehne ab=Lehne eher ab=Stimme weniger zu|"
    "Teils/teils=Weder noch=Neutral=Unentschieden=Stimme weder zu noch nicht zu=Weder Zustimmung noch Ablehnung=Stimme teilweise "
    "zu=Stimme teils zu=Teilweise|"
    "Stimme zu=Stimme eher zu=Stimme überwiegend zu|"
    "Stimme voll und ganz zu=Stimme voll zu=Stimme völlig zu=Stimme vollkommen zu=Stimme vollständig zu=Stimme stark zu=Stimme "
    "sehr zu=Stimme absolut zu",
    "Stimme nicht zu=Lehne ab|Stimme eher nicht zu=Lehne eher ab|Teils/teils=Weder noch=Neutral=Unentschieden=Stimme teilweise "
    "zu=Stimme teils zu|Stimme eher zu|Stimme zu",
    "Stimme überhaupt nicht zu=Stimme gar nicht zu|Stimme nicht zu|Stimme eher nicht zu|Teils/teils=Weder noch=Neutral|Stimme "
    "eher zu|Stimme zu|"
    "Stimme voll und ganz zu=Stimme voll zu=Stimme völlig zu=Stimme vollkommen zu",
    "Stimme überhaupt nicht zu=Stimme gar nicht zu=Stimme nicht zu|Stimme eher nicht zu|Stimme eher zu|"
    "Stimme voll und ganz zu=Stimme voll zu=Stimme völlig zu=Stimme vollkommen zu=Stimme zu",
    "Stimme überhaupt nicht zu=Stimme gar nicht zu|Stimme nicht zu|Stimme zu|Stimme voll und ganz zu=Stimme voll zu=Stimme "
    "völlig zu",
    "Stimme nicht zu=Lehne ab|Teils/teils=Weder noch=Neutral=Unentschieden|Stimme zu",
    "Trifft überhaupt nicht zu=Trifft gar nicht zu=Trifft absolut nicht zu|Trifft eher nicht zu=Trifft nicht zu=Trifft wenig "
    "zu=Trifft weniger zu=Trifft kaum zu|"
    "Teils/teils=Trifft teilweise zu=Trifft teils zu=Trifft teils zu, teils nicht zu=Weder noch=Neutral=Trifft mittelmäßig "
    "zu=Unentschieden|"
    "Trifft eher zu=Trifft zu=Trifft ziemlich zu=Trifft überwiegend zu|"
    "Trifft voll und ganz zu=Trifft voll zu=Trifft völlig zu=Trifft vollkommen zu=Trifft genau zu=Trifft sehr zu=Trifft absolut "
    "zu",
    "Trifft nicht zu|Trifft eher nicht zu|Teils/teils=Trifft teilweise zu=Trifft teils zu=Weder noch=Neutral|Trifft eher "
    "zu|Trifft zu",
    "Trifft überhaupt nicht zu=Trifft gar nicht zu=Trifft nicht zu|Trifft eher nicht zu=Trifft kaum zu|Trifft eher zu|"
    "Trifft voll und ganz zu=Trifft voll zu=Trifft völlig zu=Trifft genau zu=Trifft zu",
    "Trifft nicht zu|Teils/teils=Trifft teilweise zu|Trifft zu",
    // satisfaction
    "Sehr unzufrieden=Äußerst unzufrieden=Überhaupt nicht zufrieden=Gar nicht zufrieden=Völlig unzufrieden|"
    "Unzufrieden=Eher unzufrieden=Wenig zufrieden=Weniger zufrieden=Nicht zufrieden=Ziemlich unzufrieden|"
    "Weder zufrieden noch unzufrieden=Neutral=Teils/teils=Weder noch=Mittelmäßig zufrieden=Mäßig zufrieden=Einigermaßen "
    "zufrieden=Teilweise zufrieden|"
    "Zufrieden=Eher zufrieden=Ziemlich zufrieden|Sehr zufrieden=Äußerst zufrieden=Vollkommen zufrieden=Voll und ganz "
    "zufrieden=Völlig zufrieden",
    "Sehr unzufrieden=Äußerst unzufrieden|Unzufrieden|Eher unzufrieden|Weder zufrieden noch "
    "unzufrieden=Neutral=Teils/teils=Weder noch|Eher zufrieden|Zufrieden|"
    "Sehr zufrieden=Äußerst zufrieden",
    "Sehr unzufrieden|Unzufrieden=Eher unzufrieden|Zufrieden=Eher zufrieden|Sehr zufrieden",
    "Unzufrieden=Nicht zufrieden|Neutral=Teils/teils=Weder noch=Weder zufrieden noch unzufrieden|Zufrieden",
    // quality
    "Sehr schlecht=Miserabel|Schlecht=Eher schlecht|"
    "Mittelmäßig=Mittel=Befriedigend=Durchschnittlich=Teils/teils=Geht so=Neutral=Akzeptabel=Weder gut noch schlecht=Weder "
    "noch=Ausreichend=Okay=OK|Gut=Eher gut|"
    "Sehr gut=Ausgezeichnet=Hervorragend",
    "Mangelhaft|Ausreichend|Befriedigend|Gut|Sehr gut",
    "Ungenügend|Mangelhaft|Ausreichend|Befriedigend|Gut|Sehr gut",
    "Sehr schlecht|Schlecht=Eher schlecht|Gut=Eher gut|Sehr gut",
    "Schlecht|Mittelmäßig=Mittel=Neutral=Okay=OK=Geht so|Gut",
    "Sehr negativ|Negativ=Eher negativ|Neutral=Weder positiv noch negativ=Teils/teils|Positiv=Eher positiv|Sehr positiv",
    "Viel schlechter=Deutlich schlechter|Schlechter=Etwas schlechter=Eher schlechter|Gleich=Unverändert=Genauso=Gleich "
    "geblieben|Besser=Etwas besser=Eher besser|"
    "Viel besser=Deutlich besser",
    // frequency
    "Nie=Niemals|Selten=Fast nie|Manchmal=Gelegentlich=Hin und wieder=Ab und zu|Oft=Häufig=Meistens=Fast immer=Sehr oft|Immer",
    "Nie=Niemals|Selten|Manchmal=Gelegentlich=Hin und wieder=Ab und zu|Oft=Häufig|Sehr oft=Sehr häufig",
    "Nie=Niemals|Selten|Manchmal=Gelegentlich|Oft=Häufig|Sehr oft=Sehr häufig=Meistens=Fast immer|Immer",
    "Nie=Niemals|Selten=Manchmal=Gelegentlich|Oft=Häufig=Meistens|Immer",
    // likelihood
    "Sehr unwahrscheinlich=Äußerst unwahrscheinlich=Überhaupt nicht wahrscheinlich|Unwahrscheinlich=Eher unwahrscheinlich|"
    "Neutral=Weder wahrscheinlich noch unwahrscheinlich=Teils/teils=Weder noch=Vielleicht=Unentschieden|Wahrscheinlich=Eher "
    "wahrscheinlich|"
    "Sehr wahrscheinlich=Äußerst wahrscheinlich",
    "Sehr unwahrscheinlich|Unwahrscheinlich=Eher unwahrscheinlich|Wahrscheinlich=Eher wahrscheinlich|Sehr wahrscheinlich",
    "Auf keinen Fall=Bestimmt nicht=Sicher nicht=Nein, auf keinen Fall|Eher nicht=Wahrscheinlich nicht=Eher "
    "nein|Vielleicht=Unentschieden|Eher ja=Wahrscheinlich=Wahrscheinlich ja|"
    "Auf jeden Fall=Bestimmt=Ganz sicher=Ja, auf jeden Fall",
    // importance
    "Überhaupt nicht wichtig=Gar nicht wichtig=Völlig unwichtig=Sehr unwichtig=Ganz unwichtig|Unwichtig=Eher unwichtig=Weniger "
    "wichtig=Nicht wichtig=Wenig wichtig=Nicht so wichtig|"
    "Neutral=Teils/teils=Weder noch=Mittel=Einigermaßen wichtig=Mäßig wichtig=Mittelmäßig wichtig=Weder wichtig noch "
    "unwichtig|Wichtig=Eher wichtig=Ziemlich wichtig|"
    "Sehr wichtig=Äußerst wichtig=Extrem wichtig",
    "Überhaupt nicht wichtig=Gar nicht wichtig=Völlig unwichtig=Unwichtig|Weniger wichtig=Eher unwichtig=Nicht so "
    "wichtig|Wichtig=Eher wichtig|Sehr wichtig",
    "Unwichtig=Nicht wichtig|Wichtig|Sehr wichtig=Unverzichtbar",
    // amount, ease
    "Überhaupt nicht=Gar nicht|Wenig=Kaum=Ein wenig=Eher "
    "wenig|Mittelmäßig=Etwas=Mäßig=Teils/teils=Teilweise=Einigermaßen|Ziemlich=Stark=Überwiegend=Eher stark|"
    "Sehr=Sehr stark=Voll und ganz=Völlig=Außerordentlich=Äußerst",
    "Sehr niedrig=Sehr gering|Niedrig=Gering|Mittel=Durchschnittlich=Neutral|Hoch|Sehr hoch",
    "Niedrig=Gering|Mittel|Hoch",
    "Sehr schwierig=Sehr schwer=Äußerst schwierig|Schwierig=Schwer=Eher schwierig=Eher schwer|"
    "Neutral=Weder einfach noch schwierig=Weder leicht noch schwer=Teils/teils=Weder noch|Einfach=Leicht=Eher einfach=Eher "
    "leicht|Sehr einfach=Sehr leicht=Äußerst einfach",
    "Ist mir überhaupt nicht ähnlich=Überhaupt nicht ähnlich|Ist mir nicht ähnlich=Nicht ähnlich|Ist mir nur ein kleines "
    "bisschen ähnlich=Ein wenig ähnlich|"
    "Ist mir etwas ähnlich=Etwas ähnlich|Ist mir ähnlich=Ähnlich|Ist mir sehr ähnlich=Sehr ähnlich",

    // French
    "Pas du tout d'accord=Tout à fait en désaccord=Fortement en désaccord|Pas d'accord=Plutôt pas d'accord=En désaccord=Plutôt "
    "en désaccord|"
    "Ni d'accord ni pas d'accord=Neutre=Ni en accord ni en désaccord=Ni d'accord, ni en désaccord=Sans avis "
    "tranché=Indécis|D'accord=Plutôt d'accord|"
    "Tout à fait d'accord=Fortement d'accord=Complètement d'accord=Entièrement d'accord",
    "Pas du tout d'accord=Tout à fait en désaccord|Pas d'accord=En désaccord|Plutôt pas d'accord=Plutôt en désaccord|Ni d'accord "
    "ni pas d'accord=Neutre|Plutôt d'accord|D'accord|"
    "Tout à fait d'accord",
    "Pas du tout d'accord|Plutôt pas d'accord=Pas d'accord|Plutôt d'accord=D'accord|Tout à fait d'accord",
    "Pas d'accord=En désaccord|Neutre=Ni d'accord ni pas d'accord|D'accord",
    "Très insatisfait=Pas du tout satisfait=Très mécontent=Très insatisfaite=Pas du tout satisfaite=Extrêmement insatisfait|"
    "Insatisfait=Plutôt insatisfait=Peu satisfait=Mécontent=Plutôt pas satisfait=Pas satisfait=Insatisfaite=Plutôt "
    "insatisfaite=Peu satisfaite|"
    "Ni satisfait ni insatisfait=Neutre=Moyennement satisfait=Ni satisfaite ni insatisfaite|Satisfait=Plutôt satisfait=Assez "
    "satisfait=Satisfaite=Plutôt satisfaite|"
    "Très satisfait=Tout à fait satisfait=Entièrement satisfait=Extrêmement satisfait=Très satisfaite=Tout à fait satisfaite",
    "Très insatisfait=Pas du tout satisfait|Plutôt insatisfait=Insatisfait=Peu satisfait=Plutôt pas satisfait|Plutôt "
    "satisfait=Satisfait=Assez satisfait|"
    "Très satisfait=Tout à fait satisfait",
    "Très mauvais=Très mauvaise=Très médiocre=Très mal|Mauvais=Mauvaise=Médiocre=Mal=Plutôt "
    "mauvais|Moyen=Moyenne=Neutre=Passable=Correct=Acceptable=Ni bon ni mauvais|"
    "Bon=Bonne=Bien=Plutôt bon|Très bon=Très bonne=Très bien=Excellent=Excellente",
    "Mauvais=Mauvaise|Moyen=Moyenne=Neutre=Passable|Bon=Bonne=Bien",
    "Jamais|Rarement=Presque jamais|Parfois=Quelquefois=De temps en temps=Occasionnellement|Souvent=Fréquemment=La plupart du "
    "temps|Toujours=Très souvent",
    "Jamais|Rarement|Parfois=Quelquefois|Souvent|Très souvent|Toujours",
    "Jamais|Rarement=Parfois|Souvent|Toujours",
    "Très improbable=Très peu probable=Pas du tout probable|Improbable=Peu probable=Plutôt improbable|Neutre=Ni probable ni "
    "improbable|Probable=Plutôt probable=Assez probable|"
    "Très probable=Extrêmement probable",
    "Certainement pas=Sûrement pas|Probablement pas|Peut-être|Probablement=Probablement oui|Certainement=Certainement "
    "oui=Sûrement",
    "Pas du tout important=Pas du tout importante=Sans importance|Peu important=Pas important=Plutôt pas important=Peu "
    "importante|"
    "Moyennement important=Neutre=Assez important=Ni important ni sans importance|Important=Plutôt important=Importante|Très "
    "important=Extrêmement important=Essentiel=Très importante",
    "Pas du tout|Un peu=Peu=Plutôt non|Moyennement=Modérément=Assez|Beaucoup=Plutôt oui|Énormément=Tout à "
    "fait=Extrêmement=Complètement",
    "Très faible=Très bas|Faible=Bas|Moyen=Modéré|Élevé=Fort|Très élevé=Très fort",
    "Faible|Moyen|Élevé=Fort",
    "Très difficile|Difficile=Plutôt difficile|Neutre=Ni facile ni difficile|Facile=Plutôt facile|Très facile",

    // Spanish
    "Totalmente en desacuerdo=Muy en desacuerdo=Completamente en desacuerdo=Muy desacuerdo|En desacuerdo=Algo en "
    "desacuerdo=Parcialmente en desacuerdo=Desacuerdo|"
    "Ni de acuerdo ni en desacuerdo=Neutral=Neutro=Indeciso=Ni en acuerdo ni en desacuerdo|De acuerdo=Algo de "
    "acuerdo=Parcialmente de acuerdo=Acuerdo|"
    "Totalmente de acuerdo=Muy de acuerdo=Completamente de acuerdo",
    "Totalmente en desacuerdo=Muy en desacuerdo|En desacuerdo|Algo en desacuerdo|Ni de acuerdo ni en desacuerdo=Neutral|Algo de "
    "acuerdo|De acuerdo|Totalmente de acuerdo=Muy de acuerdo",
    "Totalmente en desacuerdo=Muy en desacuerdo|En desacuerdo=Algo en desacuerdo|De acuerdo=Algo de acuerdo|Totalmente de "
    "acuerdo=Muy de acuerdo",
    "En desacuerdo|Neutral=Ni de acuerdo ni en desacuerdo|De acuerdo",
    "Muy insatisfecho=Nada satisfecho=Totalmente insatisfecho=Muy insatisfecha=Nada satisfecha=Extremadamente insatisfecho|"
    "Insatisfecho=Algo insatisfecho=Poco satisfecho=Insatisfecha=Algo insatisfecha=Poco satisfecha|"
    "Ni satisfecho ni insatisfecho=Neutral=Neutro=Ni satisfecha ni insatisfecha=Indiferente|Satisfecho=Algo satisfecho=Bastante "
    "satisfecho=Satisfecha=Bastante satisfecha|"
    "Muy satisfecho=Totalmente satisfecho=Completamente satisfecho=Muy satisfecha=Extremadamente satisfecho",
    "Muy insatisfecho=Nada satisfecho|Insatisfecho=Poco satisfecho|Satisfecho=Bastante satisfecho|Muy satisfecho",
    "Muy malo=Muy mala=Muy mal=Pésimo|Malo=Mala=Mal|Regular=Normal=Neutral=Aceptable=Ni bueno ni malo|Bueno=Buena=Bien|Muy "
    "bueno=Muy buena=Muy bien=Excelente",
    "Malo=Mala=Mal|Regular=Normal|Bueno=Buena=Bien",
    "Nunca|Rara vez=Raramente=Casi nunca=Pocas veces|A veces=Algunas veces=Ocasionalmente|"
    "A menudo=Frecuentemente=Con frecuencia=Casi siempre=Muchas veces|Siempre=Muy a menudo",
    "Nunca|Rara vez=A veces=Algunas veces|A menudo=Frecuentemente=Casi siempre|Siempre",
    "Muy improbable=Nada probable|Improbable=Poco probable=Algo improbable|Neutral=Ni probable ni improbable|Probable=Algo "
    "probable=Bastante probable|Muy probable=Extremadamente probable",
    "Definitivamente no=Seguro que no|Probablemente no|Tal vez=Quizás=Quizá|Probablemente sí=Probablemente|Definitivamente "
    "sí=Definitivamente=Seguro que sí",
    "Nada importante=Sin importancia=Muy poco importante|Poco importante=No importante|Neutral=Algo importante=Moderadamente "
    "importante|Importante=Bastante importante|"
    "Muy importante=Extremadamente importante",
    "Nada=Para nada=En absoluto|Poco=Un poco|Algo=Moderadamente=Regular|Bastante|Mucho=Muchísimo=Totalmente",
    "Muy bajo=Muy baja|Bajo=Baja|Medio=Media=Moderado|Alto=Alta|Muy alto=Muy alta",
    "Bajo=Baja|Medio=Media|Alto=Alta",
    "Muy difícil|Difícil=Algo difícil|Neutral=Ni fácil ni difícil|Fácil=Algo fácil|Muy fácil",

    // Italian
    "Fortemente in disaccordo=Per niente d'accordo=Totalmente in disaccordo=Completamente in disaccordo=Molto in disaccordo|"
    "In disaccordo=Poco d'accordo=Abbastanza in disaccordo=Non d'accordo=Parzialmente in disaccordo|"
    "Né d'accordo né in disaccordo=Neutrale=Neutro=Indeciso|D'accordo=Abbastanza d'accordo=Parzialmente d'accordo|"
    "Fortemente d'accordo=Completamente d'accordo=Totalmente d'accordo=Molto d'accordo=Pienamente d'accordo",
    "Per niente d'accordo=Fortemente in disaccordo|Poco d'accordo=In disaccordo|Abbastanza d'accordo=D'accordo|Molto "
    "d'accordo=Fortemente d'accordo",
    "In disaccordo|Neutrale=Né d'accordo né in disaccordo|D'accordo",
    "Molto insoddisfatto=Per niente soddisfatto=Del tutto insoddisfatto=Molto insoddisfatta=Per niente soddisfatta|"
    "Insoddisfatto=Poco soddisfatto=Abbastanza insoddisfatto=Insoddisfatta=Poco soddisfatta|Né soddisfatto né "
    "insoddisfatto=Neutrale=Neutro=Né soddisfatta né insoddisfatta|"
    "Soddisfatto=Abbastanza soddisfatto=Soddisfatta=Abbastanza soddisfatta|Molto soddisfatto=Completamente soddisfatto=Del tutto "
    "soddisfatto=Molto soddisfatta",
    "Per niente soddisfatto=Molto insoddisfatto|Poco soddisfatto=Insoddisfatto|Abbastanza soddisfatto=Soddisfatto|Molto "
    "soddisfatto",
    "Pessimo=Molto scarso=Molto cattivo=Pessima|Scarso=Cattivo=Insufficiente=Scarsa|Sufficiente=Discreto=Medio=Nella "
    "media=Neutrale|Buono=Buona|Ottimo=Eccellente=Molto buono=Ottima",
    "Mai|Raramente=Quasi mai|A volte=Qualche volta=Talvolta=Occasionalmente|Spesso=Frequentemente=Quasi sempre|Sempre=Molto "
    "spesso",
    "Mai|Raramente=A volte=Qualche volta|Spesso|Sempre",
    "Molto improbabile=Per niente probabile|Improbabile=Poco probabile|Neutrale=Né probabile né improbabile|Probabile=Abbastanza "
    "probabile|Molto probabile=Estremamente probabile",
    "Per niente importante=Per nulla importante|Poco importante=Non importante|Neutrale=Abbastanza importante=Moderatamente "
    "importante|Importante|Molto importante=Estremamente importante",
    "Per niente=Per nulla|Poco=Un po'|Abbastanza=Moderatamente|Molto|Moltissimo=Completamente=Del tutto",
    "Molto basso=Molto bassa|Basso=Bassa|Medio=Media|Alto=Alta|Molto alto=Molto alta",
    "Molto difficile|Difficile|Neutrale=Né facile né difficile|Facile|Molto facile",

    // Dutch
    "Helemaal mee oneens=Zeer mee oneens=Helemaal oneens=Sterk mee oneens=Zeer oneens=Volledig mee oneens=Helemaal niet mee eens|"
    "Mee oneens=Oneens=Enigszins mee oneens=Niet mee eens|Neutraal=Niet mee eens, niet mee oneens=Niet eens, niet oneens=Noch "
    "mee eens, noch mee oneens=Niet eens en niet oneens|"
    "Mee eens=Eens=Enigszins mee eens|Helemaal mee eens=Zeer mee eens=Helemaal eens=Sterk mee eens=Zeer eens=Volledig mee eens",
    "Helemaal mee oneens=Zeer mee oneens|Mee oneens=Oneens|Mee eens=Eens|Helemaal mee eens=Zeer mee eens",
    "Mee oneens=Oneens|Neutraal|Mee eens=Eens",
    "Zeer ontevreden=Heel ontevreden=Helemaal niet tevreden|Ontevreden=Enigszins ontevreden=Niet tevreden|Neutraal=Niet tevreden "
    "en niet ontevreden=Niet tevreden, niet ontevreden|"
    "Tevreden=Enigszins tevreden|Zeer tevreden=Heel tevreden",
    "Zeer slecht=Heel slecht|Slecht|Matig=Redelijk=Gemiddeld=Neutraal=Voldoende|Goed|Zeer goed=Heel goed=Uitstekend",
    "Slecht|Matig=Redelijk=Gemiddeld=Neutraal|Goed",
    "Nooit|Zelden=Bijna nooit|Soms=Af en toe|Vaak=Regelmatig=Meestal|Altijd=Zeer vaak=Heel vaak",
    "Nooit|Soms=Zelden|Vaak|Altijd",
    "Zeer onwaarschijnlijk=Heel onwaarschijnlijk|Onwaarschijnlijk|Neutraal|Waarschijnlijk|Zeer waarschijnlijk=Heel "
    "waarschijnlijk",
    "Helemaal niet belangrijk=Zeer onbelangrijk|Niet belangrijk=Onbelangrijk=Niet zo belangrijk|Neutraal=Enigszins "
    "belangrijk=Redelijk belangrijk|Belangrijk|"
    "Zeer belangrijk=Heel belangrijk=Erg belangrijk",
    "Helemaal niet|Een beetje=Weinig=Nauwelijks|Enigszins=Matig|Veel=Tamelijk=Behoorlijk|Heel veel=Zeer veel=Helemaal=Zeer",
    "Zeer laag=Heel laag|Laag|Gemiddeld=Matig|Hoog|Zeer hoog=Heel hoog",
    "Zeer moeilijk=Heel moeilijk|Moeilijk|Neutraal=Niet makkelijk en niet moeilijk|Makkelijk=Gemakkelijk|Zeer makkelijk=Heel "
    "makkelijk=Zeer gemakkelijk",

    // Portuguese
    "Discordo totalmente=Discordo completamente=Discordo fortemente=Discordo plenamente|Discordo=Discordo parcialmente=Discordo "
    "em parte|"
    "Não concordo nem discordo=Neutro=Nem concordo nem discordo=Indiferente=Indeciso|Concordo=Concordo parcialmente=Concordo em "
    "parte|"
    "Concordo totalmente=Concordo completamente=Concordo fortemente=Concordo plenamente",
    "Discordo totalmente|Discordo=Discordo parcialmente|Concordo=Concordo parcialmente|Concordo totalmente",
    "Discordo|Neutro=Não concordo nem discordo|Concordo",
    "Muito insatisfeito=Nada satisfeito=Totalmente insatisfeito=Muito insatisfeita|Insatisfeito=Pouco satisfeito=Insatisfeita|"
    "Nem satisfeito nem insatisfeito=Neutro=Indiferente=Nem satisfeita nem insatisfeita|Satisfeito=Parcialmente "
    "satisfeito=Satisfeita|"
    "Muito satisfeito=Totalmente satisfeito=Muito satisfeita",
    "Muito ruim=Muito mau=Péssimo=Muito má=Péssima|Ruim=Mau=Má|Regular=Razoável=Neutro=Médio|Bom=Boa|Muito "
    "bom=Excelente=Ótimo=Muito boa=Ótima",
    "Ruim=Mau|Regular=Razoável=Médio|Bom",
    "Nunca|Raramente=Quase nunca|Às vezes=Algumas vezes=Por vezes=Ocasionalmente|Frequentemente=Muitas vezes=Com "
    "frequência=Quase sempre|Sempre=Muito frequentemente",
    "Muito improvável=Nada provável|Improvável=Pouco provável|Neutro=Nem provável nem improvável|Provável|Muito "
    "provável=Extremamente provável",
    "Nada importante=Sem importância|Pouco importante|Neutro=Moderadamente importante=Mais ou menos importante|Importante|Muito "
    "importante=Extremamente importante",
    "Nada=De modo nenhum|Pouco=Um pouco|Moderadamente=Mais ou menos|Bastante=Muito|Extremamente=Muitíssimo=Totalmente",
    "Muito baixo=Muito baixa|Baixo=Baixa|Médio=Média|Alto=Alta|Muito alto=Muito alta",
    "Muito difícil|Difícil|Neutro=Nem fácil nem difícil|Fácil|Muito fácil",

    // Polish
    "Zdecydowanie się nie zgadzam=Zdecydowanie nie zgadzam się=Całkowicie się nie zgadzam|Nie zgadzam się=Raczej się nie "
    "zgadzam=Raczej nie zgadzam się|"
    "Ani się zgadzam, ani się nie zgadzam=Neutralnie=Neutralny=Ani tak, ani nie|Zgadzam się=Raczej się zgadzam=Raczej zgadzam "
    "się|"
    "Zdecydowanie się zgadzam=Zdecydowanie zgadzam się=Całkowicie się zgadzam",
    "Zdecydowanie nie|Raczej nie|Ani tak, ani nie=Neutralnie|Raczej tak|Zdecydowanie tak",
    "Zdecydowanie nie|Raczej nie|Raczej tak|Zdecydowanie tak",
    "Bardzo niezadowolony=Zdecydowanie niezadowolony=Bardzo niezadowolona|Niezadowolony=Raczej "
    "niezadowolony=Niezadowolona=Raczej niezadowolona|"
    "Ani zadowolony, ani niezadowolony=Neutralny=Neutralnie=Ani zadowolona, ani niezadowolona|Zadowolony=Raczej "
    "zadowolony=Zadowolona=Raczej zadowolona|"
    "Bardzo zadowolony=Zdecydowanie zadowolony=Bardzo zadowolona",
    "Bardzo źle=Bardzo zły=Bardzo zła|Źle=Zły=Raczej źle=Zła|Średnio=Przeciętnie=Średni=Przeciętny=Ani dobrze, ani "
    "źle|Dobrze=Dobry=Raczej dobrze=Dobra|Bardzo dobrze=Bardzo dobry=Doskonale=Bardzo dobra",
    "Nigdy|Rzadko=Prawie nigdy|Czasami=Czasem=Od czasu do czasu|Często=Zazwyczaj=Prawie zawsze|Zawsze=Bardzo często",
    "Bardzo mało prawdopodobne=Zupełnie nieprawdopodobne|Mało prawdopodobne=Nieprawdopodobne=Raczej "
    "nieprawdopodobne|Neutralnie=Ani prawdopodobne, ani nieprawdopodobne|"
    "Prawdopodobne=Raczej prawdopodobne|Bardzo prawdopodobne",
    "Zupełnie nieważne=W ogóle nieważne=Całkowicie nieważne|Nieważne=Mało ważne=Raczej nieważne|Neutralne=Średnio ważne=Ani "
    "ważne, ani nieważne|Ważne=Raczej ważne|Bardzo ważne",
    "Wcale=W ogóle|Trochę=Mało|Średnio=Umiarkowanie|Bardzo=Dużo|Bardzo dużo=Całkowicie",
    "Bardzo niski=Bardzo niska|Niski=Niska|Średni=Średnia|Wysoki=Wysoka|Bardzo wysoki=Bardzo wysoka",
    "Bardzo trudno=Bardzo trudne|Trudno=Trudne=Raczej trudne|Neutralnie=Ani łatwe, ani trudne|Łatwo=Łatwe=Raczej łatwe|Bardzo "
    "łatwo=Bardzo łatwe",
});

// A scale ready to be searched: the step of each way to write one, bare.
struct known_scale {
    std::vector<std::string> usual;
    std::unordered_map<std::string, std::size_t> step;
};

const std::vector<known_scale>& known_scales() {
    static const std::vector<known_scale> all = [] {
        std::vector<known_scale> list;
        for (const std::string_view written : scales) {
            known_scale s;
            for (const std::string_view step : parts_of(written, "|")) {
                for (const std::string_view way : parts_of(step, "=")) s.step.emplace(bare(way), s.usual.size());
                s.usual.emplace_back(parts_of(step, "=").front());
            }
            list.push_back(std::move(s));
        }
        return list;
    }();
    return all;
}

// The endings that stand for both forms of a word, such as satisfecho/a, satisfait(e), soddisfatto/a, zadowolony/a.
std::string without_second_form(std::string_view label) {
    std::string text(label);
    for (const std::string_view ending : {"(a)", "(o)", "(e)", "(ne)", "/a", "/o", "/e", "·e"}) {
        for (std::size_t at = text.find(ending); at != std::string::npos; at = text.find(ending, at)) {
            const std::size_t end = at + ending.size();
            if (at > 0 && (end == text.size() || text[end] == ' ' || text[end] == ',')) {
                text.erase(at, ending.size());
            } else {
                at = end;
            }
        }
    }
    return text;
}

// The characters that HTML names and texts of questions have: https://html.spec.whatwg.org/multipage/named-characters.html
constexpr auto entities = std::to_array<std::pair<std::string_view, char32_t>>({
    {"amp", '&'},      {"lt", '<'},       {"gt", '>'},        {"quot", '"'},      {"apos", '\''},     {"nbsp", 0xA0},
    {"iexcl", 0xA1},   {"pound", 0xA3},   {"sect", 0xA7},     {"copy", 0xA9},     {"laquo", 0xAB},    {"shy", 0xAD},
    {"reg", 0xAE},     {"deg", 0xB0},     {"middot", 0xB7},   {"raquo", 0xBB},    {"iquest", 0xBF},   {"times", 0xD7},
    {"divide", 0xF7},  {"Agrave", 0xC0},  {"Aacute", 0xC1},   {"Acirc", 0xC2},    {"Atilde", 0xC3},   {"Auml", 0xC4},
    {"Aring", 0xC5},   {"AElig", 0xC6},   {"Ccedil", 0xC7},   {"Egrave", 0xC8},   {"Eacute", 0xC9},   {"Ecirc", 0xCA},
    {"Euml", 0xCB},    {"Igrave", 0xCC},  {"Iacute", 0xCD},   {"Icirc", 0xCE},    {"Iuml", 0xCF},     {"Ntilde", 0xD1},
    {"Ograve", 0xD2},  {"Oacute", 0xD3},  {"Ocirc", 0xD4},    {"Otilde", 0xD5},   {"Ouml", 0xD6},     {"Oslash", 0xD8},
    {"Ugrave", 0xD9},  {"Uacute", 0xDA},  {"Ucirc", 0xDB},    {"Uuml", 0xDC},     {"szlig", 0xDF},    {"agrave", 0xE0},
    {"aacute", 0xE1},  {"acirc", 0xE2},   {"atilde", 0xE3},   {"auml", 0xE4},     {"aring", 0xE5},    {"aelig", 0xE6},
    {"ccedil", 0xE7},  {"egrave", 0xE8},  {"eacute", 0xE9},   {"ecirc", 0xEA},    {"euml", 0xEB},     {"igrave", 0xEC},
    {"iacute", 0xED},  {"icirc", 0xEE},   {"iuml", 0xEF},     {"ntilde", 0xF1},   {"ograve", 0xF2},   {"oacute", 0xF3},
    {"ocirc", 0xF4},   {"otilde", 0xF5},  {"ouml", 0xF6},     {"oslash", 0xF8},   {"ugrave", 0xF9},   {"uacute", 0xFA},
    {"ucirc", 0xFB},   {"uuml", 0xFC},    {"yacute", 0xFD},   {"yuml", 0xFF},     {"OElig", 0x152},   {"oelig", 0x153},
    {"Scaron", 0x160}, {"scaron", 0x161}, {"ensp", 0x2002},   {"emsp", 0x2003},   {"thinsp", 0x2009}, {"ndash", 0x2013},
    {"mdash", 0x2014}, {"lsquo", 0x2018}, {"rsquo", 0x2019},  {"sbquo", 0x201A},  {"ldquo", 0x201C},  {"rdquo", 0x201D},
    {"bdquo", 0x201E}, {"bull", 0x2022},  {"hellip", 0x2026}, {"lsaquo", 0x2039}, {"rsaquo", 0x203A}, {"euro", 0x20AC},
    {"trade", 0x2122}, {"larr", 0x2190},  {"rarr", 0x2192},   {"minus", 0x2212},  {"ne", 0x2260},     {"le", 0x2264},
    {"ge", 0x2265},
});

void append_utf8(std::string& out, char32_t c) { icu::UnicodeString(static_cast<UChar32>(c)).toUTF8String(out); }

// The character that begins at text[at] == '&', and how many bytes it takes; nothing if it is none.
std::optional<std::pair<char32_t, std::size_t>> entity_at(std::string_view text, std::size_t at) {
    const std::size_t length = text.substr(at, 11).find(';');
    if (length == std::string_view::npos || length < 2) return std::nullopt;
    const std::size_t end = at + length;
    std::string_view name = text.substr(at + 1, length - 1);
    if (name.front() == '#') {
        name.remove_prefix(1);
        const bool hex = !name.empty() && (name.front() == 'x' || name.front() == 'X');
        if (hex) name.remove_prefix(1);
        std::uint32_t code = 0;
        for (const char c : name) {
            const int digit = hex ? u_digit(static_cast<unsigned char>(c), 16) : u_digit(static_cast<unsigned char>(c), 10);
            if (digit < 0 || code > 0x110000) return std::nullopt;
            code = code * (hex ? 16 : 10) + static_cast<std::uint32_t>(digit);
        }
        if (name.empty() || code == 0 || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return std::nullopt;
        return std::pair(static_cast<char32_t>(code), end - at + 1);
    }
    const auto* found = std::ranges::find(entities, name, [](const auto& e) { return e.first; });
    if (found == entities.end()) return std::nullopt;
    return std::pair(found->second, end - at + 1);
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Where the tag or comment that begins at text[at] == '<' ends; `at` if none does.
std::size_t end_of_tag(std::string_view text, std::size_t at) {
    const std::string_view rest = text.substr(at);
    const auto past = [&](std::string_view close) {
        const std::size_t end = text.find(close, at);
        return end == std::string_view::npos ? at : end + close.size();
    };
    // A comment that is never closed ends as a tag does: what is looked for once is not looked for again.
    if (rest.starts_with("<!--")) return past("-->") > at ? past("-->") : past(">");
    const std::size_t name = rest.starts_with("</") ? 2 : 1;
    if (rest.size() <= name || !(is_letter(rest[name]) || rest[1] == '!')) return at;
    return past(">");
}

// Names of tags that put no space between what stands before and after.
bool is_within_line(std::string_view tag) {
    constexpr auto within =
        std::to_array<std::string_view>({"a", "abbr", "b", "bdi", "bdo", "big", "code", "em", "font", "i", "label", "mark",
                                         "small", "span", "strong", "sub", "sup", "u", "wbr"});
    return std::ranges::find(within, tag) != within.end();
}

// White space as one blank, none at the ends.
std::string squeezed(std::string_view text) {
    icu::UnicodeString out;
    const icu::UnicodeString in = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
    for (int32_t i = 0; i < in.length(); ++i) {
        const UChar c = in[i];
        if (u_isUWhiteSpace(c) == 0) {
            if (c != 0xAD && c != 0x200B && c != 0xFEFF) out.append(c);  // soft hyphen, blanks without width
        } else if (!out.isEmpty() && out[out.length() - 1] != ' ') {
            out.append(static_cast<UChar>(' '));
        }
    }
    std::string utf8;
    out.trim().toUTF8String(utf8);
    return utf8;
}

}  // namespace

bool says_no_answer(std::string_view label) {
    static const std::unordered_set<std::string> known = [] {
        std::unordered_set<std::string> all;
        for (const std::string_view phrase : no_answers) all.insert(bare(phrase));
        return all;
    }();
    // Nobody writes so much for it, and a text of any length may stand in a cell.
    if (label.size() > 120) return false;
    const std::string whole = bare(label);
    if (known.contains(whole)) return true;
    if (whole.ends_with(" n a") && label.ends_with(')')) return true;  // "Unfamiliar (N/A)"
    // "Don't know / no answer", "weiß nicht, keine Angabe", "don't know or not applicable"
    const auto all_known = [&](const auto& parts) {
        return parts.size() > 1 && std::ranges::all_of(parts, [&](std::string_view p) { return known.contains(bare(p)); });
    };
    for (const std::string_view separator : {"/", ",", ";", " or ", " oder ", " ou ", " o ", " of ", " lub ", " - ", "–"})
        if (all_known(parts_of(label, separator))) return true;
    // "Don't know/N/A", "Don't know (DK)", "k. A. / weiß nicht": two known phrases one after the other.
    for (std::size_t blank = whole.find(' '); blank != std::string::npos; blank = whole.find(' ', blank + 1))
        if (known.contains(whole.substr(0, blank)) && known.contains(whole.substr(blank + 1))) return true;
    return false;
}

std::optional<std::vector<std::string>> ordered_scale(const std::vector<std::string>& labels) {
    // More than a scale has steps cannot be one.
    if (labels.size() < 2 || labels.size() > 11) return std::nullopt;
    const auto on = [&](const known_scale& s, const auto& written) -> std::optional<std::vector<std::string>> {
        std::vector<std::string> steps = s.usual;
        std::vector<bool> taken(steps.size());
        for (const std::string& label : labels) {
            const auto step = s.step.find(bare(written(label)));
            if (step == s.step.end() || taken[step->second]) return std::nullopt;
            taken[step->second] = true;
            steps[step->second] = label;
        }
        return steps;
    };
    for (const bool second_form : {false, true}) {
        const auto written = [&](const std::string& label) { return second_form ? without_second_form(label) : label; };
        std::optional<std::vector<std::string>> best;
        for (const known_scale& s : known_scales()) {
            std::optional<std::vector<std::string>> steps = on(s, written);
            if (steps && steps->size() == labels.size()) return steps;
            if (steps && !best) best = std::move(steps);
        }
        if (best) return best;
    }
    return std::nullopt;
}

std::string plain_text(std::string_view html) {
    std::string out;
    out.reserve(html.size());
    std::size_t no_close = std::string_view::npos;  // from here on no tag ends: not searched again
    for (std::size_t i = 0; i < html.size();) {
        if (html[i] == '<' && i < no_close) {
            const std::size_t end = end_of_tag(html, i);
            if (end > i) {
                std::size_t from = html[i + 1] == '/' ? i + 2 : i + 1;
                std::string name;
                for (; from < end && (is_letter(html[from]) || (html[from] >= '0' && html[from] <= '9')); ++from)
                    name += static_cast<char>(is_letter(html[from]) ? html[from] | 0x20 : html[from]);
                // What a script or a style holds is no text.
                if ((name == "script" || name == "style") && html[i + 1] != '/') {
                    const std::size_t close = html.find("</", end);
                    i = close == std::string_view::npos ? html.size() : close;
                    continue;
                }
                if (!is_within_line(name)) out += ' ';
                i = end;
                continue;
            }
            if (html.find('>', i) == std::string_view::npos) no_close = i;
        }
        if (html[i] == '&') {
            if (const auto entity = entity_at(html, i)) {
                append_utf8(out, entity->first);
                i += entity->second;
                continue;
            }
        }
        out += html[i++];
    }
    return squeezed(out);
}

std::string fold(std::string_view text) {
    bool ascii = true;
    for (const char c : text) ascii = ascii && static_cast<unsigned char>(c) < 128;
    std::string result;
    result.reserve(text.size());
    const auto squeeze = [&](const std::string& from) {
        for (const char c : from) {
            const bool white = c == ' ' || c == '\t' || c == '\n' || c == '\r';
            if (!white)
                result += c;
            else if (!result.empty() && result.back() != ' ')
                result += ' ';
        }
        while (!result.empty() && result.back() == ' ') result.pop_back();
    };
    if (ascii) {
        std::string low(text);
        for (char& c : low)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
        squeeze(low);
        return result;
    }
    icu::UnicodeString wide = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size())));
    wide.foldCase();
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString composed;
    icu::Normalizer::normalize(wide, UNORM_NFC, 0, composed, status);
    if (U_SUCCESS(status)) wide = composed;
    for (int i = 0; i < wide.length(); ++i)
        if (u_isUWhiteSpace(wide.charAt(i))) wide.setCharAt(i, u' ');
    std::string utf8;
    wide.toUTF8String(utf8);
    squeeze(utf8);
    return result;
}

}  // namespace xm::client
