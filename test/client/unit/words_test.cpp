#include <gtest/gtest.h>

#include "client/formats/words.hpp"

namespace {
using namespace xm::client;
using steps = std::vector<std::string>;

TEST(words, say_no_answer_in_every_language) {
    for (const char* label : {"Don't know",
                              "Don’t know",
                              "DON'T KNOW.",
                              "N/A",
                              "n.a.",
                              "Not applicable",
                              "Prefer not to say",
                              "No opinion",
                              "No basis for evaluation",
                              "Can't say",
                              "Unfamiliar (N/A)",
                              "Never tried it",
                              "Don't know / N/A",
                              "Don't know or no answer",
                              "keine Angabe",
                              "weiß nicht",
                              "Weiss nicht",
                              "k. A.",
                              "k.A.",
                              "weiß nicht / keine Angabe",
                              "Ne sait pas",
                              "NSP",
                              "Sans opinion",
                              "No sabe / No contesta",
                              "NS/NC",
                              "Non so",
                              "Niet van toepassing",
                              "n.v.t.",
                              "Não sei",
                              "Nao sei",
                              "Nie wiem",
                              "Trudno powiedzieć",
                              "  don't\u00A0know "})
        EXPECT_TRUE(says_no_answer(label)) << label;
    for (const char* label :
         {"", "Neutral", "Not sure", "Undecided", "No", "None of these", "Never", "Nie", "I've never had squash", "Other",
          "Don't know him / Good", "Trifft nicht zu", "Stimme nicht zu", "N", "Nacht", "Bad (not Good)"})
        EXPECT_FALSE(says_no_answer(label)) << label;
    EXPECT_FALSE(says_no_answer(std::string(1'000'000, '/')));
}

TEST(words, stand_on_a_scale) {
    EXPECT_EQ(ordered_scale({"Strongly agree", "Agree", "Strongly disagree"}),
              (steps{"Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"}));
    // A step stands as it was given.
    EXPECT_EQ(ordered_scale({"AGREE", "neutral", "Strongly Disagree"}),
              (steps{"Strongly Disagree", "Disagree", "neutral", "AGREE", "Strongly agree"}));
    EXPECT_EQ(ordered_scale({"Disagree", "Neutral", "Agree"}), (steps{"Disagree", "Neutral", "Agree"}));
    EXPECT_EQ(ordered_scale({"Very good", "Good", "So-so", "Bad", "Very bad"}),
              (steps{"Very bad", "Bad", "So-so", "Good", "Very good"}));
    EXPECT_EQ(ordered_scale({"Poor", "Fair", "Good", "Very good", "Excellent"}),
              (steps{"Poor", "Fair", "Good", "Very good", "Excellent"}));
    EXPECT_EQ(ordered_scale({"Satisfied", "Somewhat satisfied"})->size(), 7);
    EXPECT_EQ(ordered_scale({"Very favorably", "Neither favorably nor unfavorably (neutral)", "Somewhat unfavorably"})->size(),
              5);
    EXPECT_EQ(ordered_scale({"Never", "Always", "Sometimes"})->size(), 5);
    EXPECT_EQ(ordered_scale({"Sehr zufrieden", "Teils, teils", "Unzufrieden"}),
              (steps{"Sehr unzufrieden", "Unzufrieden", "Teils, teils", "Zufrieden", "Sehr zufrieden"}));
    EXPECT_EQ(
        ordered_scale({"stimme eher zu", "stimme voll und ganz zu", "stimme eher nicht zu", "stimme überhaupt nicht zu"})->size(),
        4);
    EXPECT_EQ(ordered_scale({"Tout à fait d’accord", "Pas d'accord"})->back(), "Tout à fait d’accord");
    EXPECT_EQ(ordered_scale({"Muy satisfecho/a", "Insatisfecho/a"}),
              (steps{"Muy insatisfecho", "Insatisfecho/a", "Ni satisfecho ni insatisfecho", "Satisfecho", "Muy satisfecho/a"}));
    EXPECT_EQ(ordered_scale({"Molto d'accordo", "Per niente d'accordo"})->size(), 5);
    EXPECT_EQ(ordered_scale({"Zeer tevreden", "Ontevreden"})->size(), 5);
    EXPECT_EQ(ordered_scale({"Concordo totalmente", "Discordo"})->size(), 5);
    EXPECT_EQ(ordered_scale({"Zdecydowanie tak", "Raczej nie"})->size(), 5);
}

TEST(words, that_are_no_scale) {
    EXPECT_FALSE(ordered_scale({}));
    EXPECT_FALSE(ordered_scale({"Agree"}));
    EXPECT_FALSE(ordered_scale({"Agree", "agree"}));  // the same step twice
    EXPECT_FALSE(ordered_scale({"Yes", "No"}));
    EXPECT_FALSE(ordered_scale({"Agree", "Satisfied"}));  // of two scales
    EXPECT_FALSE(ordered_scale({"Agree", "Disagree", "Not applicable"}));
    EXPECT_FALSE(ordered_scale(steps(5000, "Agree")));
}

TEST(words, under_their_markup) {
    EXPECT_EQ(plain_text("What is your <b>role</b>?"), "What is your role?");
    EXPECT_EQ(plain_text("One<br/>two<div><br></div>"), "One two");
    EXPECT_EQ(plain_text("Pay &amp; benefits &lt;b&gt; &#8364; &#x20AC;&nbsp;&uuml;"), "Pay & benefits <b> € € ü");
    EXPECT_EQ(plain_text("a < b, c > d & e &unknown; <3"), "a < b, c > d & e &unknown; <3");
    EXPECT_EQ(plain_text("<p style=\"x\">Hi</p><style>p{}</style><!-- no --> there<script>var a;</script>"), "Hi there");
    EXPECT_EQ(plain_text("&#0;&#xD800;&#99999999999;"), "&#0;&#xD800;&#99999999999;");
    EXPECT_EQ(plain_text(""), "");
    // Nothing is searched again and again.
    EXPECT_EQ(plain_text(std::string(2'000'000, '<')).size(), 2'000'000);
    EXPECT_EQ(plain_text(std::string(2'000'000, '&') + ';').size(), 2'000'001);
    std::string open;
    for (int i = 0; i < 500'000; ++i) open += "<!--";
    EXPECT_EQ(plain_text(open + ">"), "");
}
}  // namespace
