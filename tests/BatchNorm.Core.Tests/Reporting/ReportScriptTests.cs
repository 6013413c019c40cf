using System.Text.RegularExpressions;

namespace BatchNorm.Reporting;

/// <summary>What the page's script does in a real browser, and what is there without it.</summary>
public sealed class ReportScriptTests : BrowserTest
{
    private const int Screen = 1280;

    [Fact]
    public void A_press_on_a_heading_sorts_the_results()
    {
        string[] found = Do("""
            const button = [...page.querySelectorAll('.sortable thead button')].find(one => one.textContent === 'Learning rate');
            const rows = () => [...page.querySelectorAll('.sortable tbody tr')].map(name).join(' ');
            const look = () => [button.parentNode.getAttribute('aria-sort') ?? 'none', rows(), page.querySelector('[role=status]').textContent];
            let found = look();
            for (let i = 0; i < 3; i++) { button.click(); found = found.concat(look()); }
            return found;
            """);

        Assert.Equal(
            [
                "none", "slow fast middle failed", "4 rows.",
                "ascending", "slow middle fast failed", "4 rows. Sorted by learning rate, ascending.",
                "descending", "failed fast middle slow", "4 rows. Sorted by learning rate, descending.",
                "none", "slow fast middle failed", "4 rows. In the order they came in.",
            ],
            found);
    }

    [Fact]
    public void Where_there_is_no_value_a_row_comes_last_in_both_orders()
    {
        string[] found = Do("""
            const button = [...page.querySelectorAll('.sortable thead button')].find(one => one.textContent === 'Difference');
            const last = () => [...page.querySelectorAll('.sortable tbody tr')].map(name).at(-1);
            button.click();
            const first = last();
            button.click();
            return [first, last()];
            """);

        Assert.Equal(["failed", "failed"], found);
    }

    [Fact]
    public void Words_and_settings_choose_rows_and_how_many_are_left_is_told()
    {
        string[] found = Do("""
            const [words, rate] = [page.querySelector('[type=search]'), page.querySelector('.controls select')];
            const look = () => [...page.querySelectorAll('.sortable tbody tr')].filter(row => !row.hidden).map(name)
                .join(' ') + ': ' + page.querySelector('[role=status]').textContent;
            const set = (element, event, value) => { element.value = value; element.dispatchEvent(new Event(event)); return look(); };
            const found = [
                [...rate.options].map(option => option.textContent).join(' '), set(words, 'input', 'FA'), set(rate, 'change', '1'), set(words, 'input', 'slow'),
            ];
            [...page.querySelectorAll('.controls button')].at(-1).click();
            return found.concat(look());
            """);

        Assert.Equal(
            ["all 0.01 0.5 1 2", "fast failed: 2 of 4 rows.", "fast: 1 of 4 rows.", ": No row is like that.", "slow fast middle failed: 4 rows."], found);
    }

    [Fact]
    public void A_step_is_chosen_by_key_or_by_pointing_and_its_values_are_told()
    {
        string[] found = Do("""
            const part = page.querySelector('details.part');
            await opened(part);
            const slider = part.querySelector('[type=range]'), picture = part.querySelector('figure svg'), box = picture.getBoundingClientRect();
            const at = part => new PointerEvent('pointermove', { clientX: box.left + part * box.width, clientY: box.top + 50 });
            const look = () => slider.getAttribute('aria-valuetext');
            const found = [look()];
            picture.dispatchEvent(at(0));
            found.push(look());
            picture.dispatchEvent(at(0.53));
            found.push(look());
            slider.value = 1;
            slider.dispatchEvent(new Event('input'));
            return found.concat(look(), part.querySelectorAll('.cursor').length, part.querySelector('.values').textContent === look());
            """);

        Assert.Equal("Step 1,950: accuracy 0.7361 without, 0.9465 with; loss 1.0000 without, 1.0000 with; after 0.00 s and 0.00 s", found[0]);
        Assert.StartsWith("Step 0: ", found[1], StringComparison.Ordinal);
        Assert.StartsWith("Step 1,000: ", found[2], StringComparison.Ordinal); // the axis begins 0.02 of its length before step 0
        Assert.StartsWith("Step 50: ", found[3], StringComparison.Ordinal);
        Assert.Equal(["1", "true"], found[4..]);
    }

    [Fact]
    public void A_link_unfolds_what_it_leads_to_and_a_button_everything()
    {
        string[] found = Do("""
            const open = () => [...page.querySelectorAll('details.part')].map(part => part.open).join(' ');
            const found = [open()];
            const there = toggled(page.querySelectorAll('details.part')[1]);
            frame.contentWindow.location.hash = '#experiment-2';
            await there;
            found.push(open());
            [...page.querySelectorAll('button')].find(button => button.textContent === 'Unfold all').click();
            return found.concat(open(), [...page.querySelectorAll('button')].some(button => button.textContent === 'Fold all'));
            """);

        Assert.Equal(["false false false", "false true false", "true true true", "true"], found);
    }

    [Fact]
    public void Without_a_script_every_row_is_there_and_nothing_promises_more()
    {
        string html = Regex.Replace(MadeReports.Html(MadeReports.OfAHalfDoneSweep()), "<script>.*?</script>", "", RegexOptions.Singleline);

        Assert.Equal(
            ["4", "0"],
            Do("return [page.querySelectorAll('.sortable tbody tr').length, page.querySelectorAll('button, input, select').length];", html));
    }
    /// <summary>Does something in the page of four experiments, and tells what it found, as texts.</summary>
    private string[] Do(string script, string? html = null) =>
        Found(InFrame(html ?? MadeReports.Html(MadeReports.OfAHalfDoneSweep()), Screen, "light", script));
}
