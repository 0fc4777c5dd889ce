#include "client/read/spss.hpp"

#include <gtest/gtest.h>
#include <readstat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>

#include "client/failure.hpp"

namespace {
using namespace xm::client;
using xm::core::survey::item_type;
using texts = std::vector<std::string>;
const std::string samples = std::string(XM_EXPORTS) + "/spss_pyreadstat/";

// A cell marked n number, t time.
texts rows_of(source& from) {
    texts all;
    const auto rows = from.open();
    record row;
    while (rows->next(row)) {
        std::string text = std::to_string(row.line) + ": ";
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            if (i > 0) text += '|';
            text += std::string(row.cells[i].text);
            if (row.cells[i].kind != cell_kind::text) text += row.cells[i].kind == cell_kind::number ? "~n" : "~t";
        }
        all.push_back(text);
    }
    EXPECT_FALSE(rows->next(row));
    EXPECT_EQ(rows->progress(), 1);
    return all;
}

std::string message_of_reading(const std::string& path) {
    try {
        rows_of(*open_spss(path));
    } catch (const failure& f) {
        const std::string message = message_of(f);
        return message.substr(0, message.find('\n'));
    }
    return "read";
}

// "code=label" of each option, a leading - where it is missing.
texts options_of(const listed_question& q) {
    texts all;
    for (const listed_option& o : q.options)
        all.push_back((o.missing ? "-" : "") + o.code + "=" + (o.label.empty() ? "" : o.label[0].second));
    return all;
}

const listed_question& question_of(const source& from, const std::string& name) {
    for (const listed_question& q : from.listed->questions)
        if (q.name == name) return q;
    throw std::runtime_error("no question " + name);
}

// A file that goes with the test.
class written {
public:
    written() : path_(std::filesystem::temp_directory_path() / ("spss_test_" + std::to_string(::getpid()) + ".sav")) {}
    explicit written(const std::string& content) : written() { std::ofstream(path_, std::ios::binary) << content; }
    ~written() { std::filesystem::remove(path_); }
    std::string path() const { return path_.string(); }
    std::string content() const {
        std::ifstream in(path_, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }

private:
    std::filesystem::path path_;
};

ssize_t write_to(const void* data, std::size_t size, void* out) {
    static_cast<std::ofstream*>(out)->write(static_cast<const char*>(data), static_cast<std::streamsize>(size));
    return static_cast<ssize_t>(size);
}

// Cases of a number, 1, 2 ..., and of a text of this width.
void write_cases(const std::string& path, int cases, readstat_compress_t compression, const std::string& text,
                 std::size_t width) {
    std::ofstream out(path, std::ios::binary);
    readstat_writer_t* writer = readstat_writer_init();
    readstat_set_data_writer(writer, write_to);
    readstat_writer_set_compression(writer, compression);
    readstat_variable_t* number = readstat_add_variable(writer, "number", READSTAT_TYPE_DOUBLE, 0);
    readstat_variable_t* words = readstat_add_variable(writer, "words", READSTAT_TYPE_STRING, width);
    ASSERT_EQ(readstat_begin_writing_sav(writer, &out, cases), READSTAT_OK);
    for (int i = 1; i <= cases; ++i) {
        readstat_begin_row(writer);
        readstat_insert_double_value(writer, number, i % 7 == 0 ? std::numeric_limits<double>::quiet_NaN() : i);
        readstat_insert_string_value(writer, words, text.c_str());
        ASSERT_EQ(readstat_end_row(writer), READSTAT_OK);
    }
    ASSERT_EQ(readstat_end_writing(writer), READSTAT_OK);
    readstat_writer_free(writer);
}

TEST(spss, cases_with_dates_before_1900_and_declared_missing_values_as_they_are) {
    const auto file = open_spss(samples + "sample_missing.sav");
    const texts rows = rows_of(*file);
    ASSERT_EQ(rows.size(), 8U);
    EXPECT_EQ(rows[0], "0: mychar|mynum|mydate|dtime|mylabl|myord|mytime");
    EXPECT_EQ(rows[1], "1: a|1.1~n|2018-05-06~t|2018-05-06 10:10:10~t|1~n|1~n|10:10:10~t");
    EXPECT_EQ(rows[2], "2: b|1.2~n|1880-05-06~t|1880-05-06 10:10:10~t|2~n|2~n|23:10:10~t");
    EXPECT_EQ(rows[6], "6: Z|-1~n|||-1~n|-1~n|");
    EXPECT_EQ(rows[7], "7: |2500~n||||-3~n|");
}

TEST(spss, labels_and_missing_values_as_questions) {
    const auto file = open_spss(samples + "sample_missing.sav");
    ASSERT_TRUE(file->listed);
    EXPECT_EQ(file->listed->tool, "spss");
    EXPECT_EQ(file->listed->questions.size(), 7U);
    const listed_question& number = question_of(*file, "mynum");
    EXPECT_EQ(number.text[0].second, "numeric");
    EXPECT_EQ(options_of(number), (texts{"--1="}));
    EXPECT_EQ(number.missing_ranges, (std::vector<std::pair<double, double>>{{2000, 3000}}));
    EXPECT_FALSE(number.type);
    EXPECT_EQ(question_of(*file, "mychar").type, item_type::text);
    EXPECT_EQ(question_of(*file, "mydate").type, item_type::date);
    EXPECT_EQ(question_of(*file, "dtime").type, item_type::timestamp);
    EXPECT_EQ(question_of(*file, "mytime").type, item_type::text);
    EXPECT_EQ(options_of(question_of(*file, "mylabl")), (texts{"--1=undetermined", "1=Male", "2=Female"}));
    EXPECT_FALSE(question_of(*file, "mylabl").type);
    EXPECT_EQ(options_of(question_of(*file, "myord")), (texts{"--1=missing", "1=low", "2=medium", "3=high", "--2=", "--3="}));
}

TEST(spss, multiple_response_sets_are_one_question) {
    const auto file = open_spss(samples + "simple_alltypes.sav");
    const listed_question& set = question_of(*file, "mymrset");
    EXPECT_EQ(set.type, item_type::multiple);
    EXPECT_EQ(set.text[0].second, "My multiple response set");
    EXPECT_EQ(set.columns, (texts{"bool1", "bool2", "bool3"}));
    EXPECT_EQ(options_of(set), (texts{"bool1=Response #1", "bool2=Response #2", "bool3=Response #3"}));
    EXPECT_EQ(set.options[0].value, 1);
    EXPECT_THROW(question_of(*file, "bool1"), std::runtime_error);
    EXPECT_TRUE(file->notes.empty());
    // The set of type C is places of one answer: its variables stand for themselves.
    EXPECT_EQ(question_of(*file, "ca_subvar_1").type, item_type::choice);
    EXPECT_EQ(options_of(question_of(*file, "x")), (texts{"1=red", "2=green", "3=blue", "-7=", "-8=", "-99="}));
    EXPECT_EQ(question_of(*file, "x").type, item_type::choice);
    EXPECT_EQ(options_of(question_of(*file, "z")), (texts{"-999=skipped"}));
    EXPECT_EQ(question_of(*file, "z").missing_ranges, (std::vector<std::pair<double, double>>{{-999, 0}}));
    EXPECT_EQ(rows_of(*file).size(), 7U);
}

TEST(spss, long_texts_without_padding) {
    const auto file = open_spss(samples + "test_width.sav");
    const texts rows = rows_of(*file);
    ASSERT_EQ(rows.size(), 6U);
    EXPECT_EQ(rows[0], "0: ResponseId|StartDate|Duration__in_seconds_|Finished");
    EXPECT_EQ(rows[1], "1: R_0001xAxQxIo2PVH|2020-07-13 23:19:55|944~n|2~n");
}

TEST(spss, every_compression_and_many_blocks) {
    for (const readstat_compress_t compression : {READSTAT_COMPRESS_NONE, READSTAT_COMPRESS_ROWS, READSTAT_COMPRESS_BINARY}) {
        const written file;
        write_cases(file.path(), 30'000, compression, "Grüße  ", 10);
        const auto source = open_spss(file.path());
        const texts rows = rows_of(*source);
        ASSERT_EQ(rows.size(), 30'001U);
        EXPECT_EQ(rows[6], "6: 6~n|Grüße");
        EXPECT_EQ(rows[7], "7: |Grüße");
        EXPECT_EQ(rows[30'000], "30000: 30000~n|Grüße");
        EXPECT_EQ(rows_of(*source), rows);
        // Given up early: the thread ends.
        const auto table = source->open();
        record row;
        for (int i = 0; i < 5; ++i) EXPECT_TRUE(table->next(row));
    }
}

TEST(spss, portable_files) {
    const written file;
    {
        std::ofstream out(file.path(), std::ios::binary);
        readstat_writer_t* writer = readstat_writer_init();
        readstat_set_data_writer(writer, write_to);
        const readstat_variable_t* number = readstat_add_variable(writer, "NUMBER", READSTAT_TYPE_DOUBLE, 0);
        ASSERT_EQ(readstat_begin_writing_por(writer, &out, 1), READSTAT_OK);
        readstat_begin_row(writer);
        readstat_insert_double_value(writer, number, 2.5);
        readstat_end_row(writer);
        readstat_end_writing(writer);
        readstat_writer_free(writer);
    }
    EXPECT_EQ(rows_of(*open_spss(file.path())), (texts{"0: NUMBER", "1: 2.5~n"}));
}

TEST(spss, cut_and_damaged_files_are_refused) {
    const written file;
    write_cases(file.path(), 100, READSTAT_COMPRESS_NONE, "text", 10);
    const std::string whole = file.content();
    {
        const written cut(whole.substr(0, whole.size() - 100));
        EXPECT_NE(message_of_reading(cut.path()).find("it has fewer cases than it says"), std::string::npos);
    }
    for (const std::size_t size : {10U, 100U, 180U, 300U}) {
        const written cut(whole.substr(0, size));
        EXPECT_NE(message_of_reading(cut.path()), "read") << size;
    }
    std::string record = whole;
    record.replace(176, 4, std::string("\x08\0\0\0", 4));
    EXPECT_NE(message_of_reading(written(record).path()).find("its dictionary cannot be read"), std::string::npos);
    std::string nameless = whole;
    nameless.replace(200, 8, std::string(8, ' '));
    nameless[nameless.find(std::string("\x07\0\0\0\x0d\0\0\0", 8)) + 4] = 99;  // no record of long names any more
    EXPECT_NE(message_of_reading(written(nameless).path()).find("the name of variable 1 is damaged"), std::string::npos);
    EXPECT_NE(message_of_reading(written("nothing of the kind").path()).find("no SPSS file"), std::string::npos);
    EXPECT_NE(message_of_reading(written(std::string("\x1c\0\0\0\0\0\0\0ENCRYPTEDSAV\0\0\0\0", 24)).path()).find("encrypted"),
              std::string::npos);
    EXPECT_NE(message_of_reading("/nonexistent.sav").find("cannot be read"), std::string::npos);
}

// Zero bytes in a text of several segments: readstat 1.1.8 writes outside its buffer when it leaves them out.
TEST(spss, zero_bytes_in_very_long_texts) {
    const written file;
    write_cases(file.path(), 1, READSTAT_COMPRESS_NONE, std::string(700, 'a'), 700);
    std::string content = file.content();
    const std::size_t text = content.find(std::string(250, 'a'));
    ASSERT_NE(text, std::string::npos);
    content.replace(text, 700, std::string(700, '\0'));
    const written changed(content);
    EXPECT_EQ(rows_of(*open_spss(changed.path()))[1].substr(0, 7), "1: 1~n|");
}

}  // namespace
