// What charts share: the frame with title and notes, axes, colours of series, and labels that keep out of each other's way.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/charts/options.hpp"
#include "core/charts/scene.hpp"
#include "core/charts/ticks.hpp"

namespace xm::core::charts {

inline constexpr double margin = 8;          // around a picture, px
inline constexpr double usual_width = 640;   // of one, px
inline constexpr double line_height = 14.5;  // of texts of 12 px and less
inline constexpr std::size_t most_labels = 200, most_series = 20;

// --- rows ----------------------------------------------------------------------------------------

// Throws `invalid` where a number that is given is not finite, or too large or too small to be drawn. `what` names it.
void check_finite(std::optional<double> v, const char* what);
void check_interval(std::optional<double> lower, std::optional<double> upper);
// Throws `invalid` for a date outside the years 1 to 9999.
void check_date(std::int64_t at);
// Throws `invalid` beyond `most` of them.
void check_count(std::size_t n, std::size_t most, const char* what, const char* hint);

// Places of labels in the order of a list: earlier, later, and last those that it does not name.
std::size_t place_in(const std::vector<std::string>& given, std::string_view label);

// "1 row", "2 rows".
std::string counted(std::size_t n, std::string_view one, std::string_view many, const options& o);
// The note about rows that were left out; empty for none.
std::string left_out_note(std::size_t rows, const options& o);
// A label as a category shows it.
std::string category_text(std::string_view label);

// --- the frame -----------------------------------------------------------------------------------

// Title and subtitle above, notes below, and between them room for the plot.
class page {
public:
    // `usual` is the width where the options give none. Throws `invalid` for one below 200.
    page(const options& o, std::vector<std::string> notes, double usual = usual_width);

    double width() const { return width_; }
    double left() const { return margin; }
    double right() const { return width_ - margin; }
    // Height for the plot: what the height asked for leaves, or `wanted`. Throws `invalid` where that is below `least`.
    double room(double wanted, double least) const;
    // The scene with title and notes drawn, and the box that is left for the plot. `name` stands for a title that is not given.
    scene begin(double plot_height, box& plot, std::string_view name) const;

private:
    const options& options_;
    double width_, head_, foot_;
    std::vector<std::string> title_, subtitle_, notes_;
};

// What the picture is as SVG; turned round where the options say so.
std::string finish(scene s, const options& o);

// What is said of a picture without data.
std::string nothing_in_words(std::size_t left_out, const options& o);

// A picture that says that there is no data.
std::string draw_nothing(const options& o, std::size_t left_out, std::string_view name);

// --- axes ----------------------------------------------------------------------------------------

// From numbers to px.
struct scale {
    double low, high, from, to;
    double operator()(double v) const { return from + (v / 2 - low / 2) / (high / 2 - low / 2) * (to - from); }
    bool holds(double v) const { return v >= low && v <= high; }
    double clamp(double v) const { return std::clamp(v, low, high); }
};

struct axis {
    scale at;
    std::vector<double> ticks;
    std::vector<std::string> labels;  // empty where there is no room
    double widest = 0;                // of the labels, px
};
// Covers `low` to `high` and the limits of the options, and ends at a tick where one is near. Between px `from` and `to`; the
// labels of one that lies keep a gap, and about as many px to each as said.
axis lay_across(double low, double high, double from, double to, const options& o, double px_a_number = 85);
axis lay_upright(double low, double high, double bottom, double top, const options& o);
// The lowest and highest of all numbers given; nothing of none.
struct range {
    double low = 1e301, high = -1e301;
    void add(std::optional<double> v) {
        if (v) low = std::min(low, *v), high = std::max(high, *v);
    }
};
// What an axis has to show: values and references, and intervals as far as the limits do not cut them.
range shown_range(const range& values, const range& intervals, const options& o);

// The name of an axis or a column, cut to a width.
void draw_name(scene& s, anchor side, double x, double baseline, const std::string& name, double width);

// Grid lines and labels; or labels alone.
void draw_numbers_across(scene& s, const axis& a, double label_baseline, const box& within);
void draw_across(scene& s, const axis& a, double top, double bottom, double label_baseline, const box& within);
void draw_upright(scene& s, const axis& a, double left, double right, double label_right);

// Room for the labels of dates below `bottom`, and the drawing of them, no finer than `finest` (see ticks.hpp).
inline constexpr double date_labels_height = 36;
void draw_dates(scene& s, std::int64_t low, std::int64_t high, const scale& at, double bottom, const box& within,
                std::int64_t finest, const options& o);

// --- colours -------------------------------------------------------------------------------------

paint series_paint(std::size_t series, const options& o);
paint series_text_paint(std::size_t series, const options& o);
style series_line(std::size_t series);
shape series_shape(std::size_t series);

// --- labels --------------------------------------------------------------------------------------

// Boxes and lines that are drawn; a new box is placed only where it is free of them.
class occupied {
public:
    explicit occupied(const box& frame) : frame_(frame) {}
    void take(const box& b) { boxes_.push_back(b); }
    void take(point a, point b) { lines_.emplace_back(a, b); }
    void take_line(std::span<const point> through);
    void take_area(std::vector<point> around);
    bool try_take(const box& b);

private:
    box frame_;
    std::vector<box> boxes_;
    std::vector<std::pair<point, point>> lines_;
    std::vector<std::vector<point>> areas_;
};

// Draws with a note about the labels that had no room, whose number is known only when all else stands: draw(n, dropped) notes n
// of them and counts in `dropped`. A note more can move the rest, so that it may take a few rounds until both agree.
template <class Draw>
std::string draw_noting(Draw&& draw) {
    std::size_t noted = 0;
    for (int round = 0;; ++round) {
        std::size_t dropped = 0;
        std::string svg = draw(noted, dropped);
        if (dropped == noted || round == 4) return svg;
        noted = dropped;
    }
}
// Parts of a note as one, the empty ones left out.
std::string joined_note(std::initializer_list<std::string> parts);
// "2 labels have no room."; empty for none.
std::string no_room_note(std::size_t labels, const options& o);

// The box of a text.
box text_box(style s, anchor side, double x, double baseline, std::string_view what);

// Moves positions, ascending, apart so that neighbours have a distance of at least `gap` within low … high, as little as possible
// in least squares (pool adjacent violators: Ayer et al. 1955, Ann. Math. Stat. 26, 641-647). They must have room.
void spread(std::vector<double>& positions, double gap, double low, double high);

// What stands at the right ends of lines, instead of a legend.
struct end_label {
    std::string text;
    style look;
    paint color;
    point end;  // of its line
};
inline constexpr double end_gap = 10;  // from the plot to them
// Draws them from top to bottom as near to their ends as they have room, with a thin line to one that had to move. Those without
// a text are left out. A line that ends long before the right has its label at its end, where that is free of what is `taken`.
void draw_ends(scene& s, std::vector<end_label> ends, double right, double top, double bottom, occupied* taken = nullptr);
double widest_of(const std::vector<end_label>& ends);

// A plane of two axes of numbers with its grid and names: `y` upright at the left, `x` below. Points may reach `inset` px over
// the ends of an axis. Limits are those of y.
struct plane {
    axis x, y;
    double left, right, top, bottom;
};
double plane_below(const options& o);  // px for the numbers and the name of x
plane draw_plane(scene& s, const box& plot, const range& x, const range& y, double inset, const options& o);

// Labels of rows beside a plot, in a column that is as wide as they need but no wider than allowed.
struct label_column {
    std::vector<std::vector<std::string>> cells;  // lines of each
    double width = 0;
    std::size_t most_lines = 1;
};
// From one line to the next.
double line_step(const std::vector<std::string>& lines);
label_column lay_labels(const std::vector<std::string>& labels, double most_width, std::size_t most_lines);
// Rows one below the other with their labels at the left: few get lines enough for long labels, many stand close.
struct row_layout {
    label_column labels;
    std::vector<double> middles;  // below the top of the first row
    double thinnest = 0, height = 0;
};
// `above` and `below` are what the plot needs besides. Throws `invalid` where the height of the options is too small.
row_layout lay_rows(const page& frame, const std::vector<std::string>& names, double above, double below, const options& o);
// The lines of a cell about a middle, left-aligned.
void draw_label(scene& s, const std::vector<std::string>& lines, double left, double middle);

// Vertical dashed lines at the references, with their numbers on a baseline where the axis has none; 0 or the height that the
// numbers need.
double references_height(const options& o);
void draw_references_across(scene& s, const axis& a, double top, double bottom, double baseline, const box& within,
                            const options& o);

}  // namespace xm::core::charts
