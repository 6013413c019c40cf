"use strict";

/*
 * What a reader can do beyond reading: sort and filter the results, unfold everything, and read values off a plot. Without this script all of the
 * page is there. It has no "less than" sign and no ampersand in it, so that the page stays well-formed XML.
 */
(() => {
    const svgNamespace = "http://www.w3.org/2000/svg";

    /* An element with its properties and what stands in it. */
    const make = (name, properties, ...content) => {
        const element = Object.assign(document.createElement(name), properties);
        element.append(...content);
        return element;
    };

    /* The first text of a cell: what stands under it in small print is no part of its value. */
    const textOf = cell => [...cell?.childNodes ?? []].map(node => node.textContent.trim()).find(text => text) ?? "";

    /* A number as the page writes it, or NaN: "1,150", "+0.2120", "\u22120.0010", "1.35e12". */
    const numberOf = text =>
        /^[+\u2212-]?[\d,]*\.?\d+(e[+-]?\d+)?$/i.test(text) ? Number(text.replaceAll(",", "").replace("\u2212", "-")) : NaN;

    const inOrder = new Intl.Collator("en", { numeric: true }).compare;

    /* Numbers by size, then words by the alphabet, then what has no value; in descending order numbers still come first. */
    const sorted = (rows, column, descending) => {
        const sign = descending ? -1 : 1;
        const keyed = rows.map(row => {
            const text = textOf(row.cells[column]), number = numberOf(text);
            return { row, text, number, rank: Number.isFinite(number) ? 0 : text === "\u2014" || text === "" ? 2 : 1 };
        });
        keyed.sort((one, other) =>
            one.rank - other.rank || sign * (one.rank === 0 ? one.number - other.number : inOrder(one.text, other.text)));
        return keyed.map(entry => entry.row);
    };

    const nextOrder = { none: "ascending", ascending: "descending", descending: "none" };

    /* Makes the headings of a table buttons that sort it; a third press brings back the order it came in. */
    const makeSortable = (table, tell) => {
        const headers = [...table.tHead.rows[0].cells], body = table.tBodies[0], rows = [...body.rows];
        headers.forEach((header, column) => {
            if (header.classList.contains("picture"))
                return;
            const title = header.textContent, button = make("button", { type: "button", textContent: title });
            header.replaceChildren(button);
            button.addEventListener("click", () => {
                const order = nextOrder[header.getAttribute("aria-sort") ?? "none"];
                headers.forEach(other => other.removeAttribute("aria-sort"));
                if (order !== "none")
                    header.setAttribute("aria-sort", order);
                body.append(...(order === "none" ? rows : sorted(rows, column, order === "descending")));
                tell(order === "none" ? "In the order they came in." : `Sorted by ${title.toLowerCase()}, ${order}.`);
            });
        });
    };

    /* The values of a column, where there are several and not too many to choose from. */
    const choicesOf = (rows, column) => {
        const values = [...new Set(rows.map(row => textOf(row.cells[column])))];
        values.sort(inOrder);
        return values.length > 1 ? values.length > 30 ? [] : values : [];
    };

    const makeChoice = (header, column, rows) => {
        const values = choicesOf(rows, column);
        return values.length === 0 ? null : {
            column,
            title: header.textContent,
            select: make("select", {}, make("option", { value: "", textContent: "all" }),
                ...values.map(value => make("option", { value, textContent: value }))),
        };
    };

    /* Puts a field for words, and one for each setting, above a table, and says how many rows are left. */
    const makeFilter = (table, frame) => {
        const rows = [...table.tBodies[0].rows];
        const texts = new Map(rows.map(row => [row, row.textContent.toLowerCase()]));
        const words = make("input", { type: "search", autocomplete: "off" });
        const choices = [...table.tHead.rows[0].cells]
            .map((header, column) => header.classList.contains("setting") ? makeChoice(header, column, rows) : null).filter(choice => choice);
        const all = make("button", { type: "button", textContent: "Show all" });
        const status = make("p", { className: "status" });
        status.setAttribute("role", "status");
        const count = shown => shown === rows.length ? `${rows.length} rows.` : shown === 0 ? "No row is like that." : `${shown} of ${rows.length} rows.`;
        const tell = (remark = "") => {
            status.textContent = `${count(rows.filter(row => !row.hidden).length)} ${remark}`.trim();
        };
        const filter = () => {
            const wanted = words.value.toLowerCase().split(/\s+/);
            rows.forEach(row => {
                row.hidden = !(wanted.every(word => texts.get(row).includes(word))
                    ? choices.every(({ column, select }) => select.value === "" || textOf(row.cells[column]) === select.value) : false);
            });
            tell();
        };
        words.addEventListener("input", filter);
        choices.forEach(({ select }) => select.addEventListener("change", filter));
        all.addEventListener("click", () => {
            words.value = "";
            choices.forEach(({ select }) => { select.value = ""; });
            filter();
        });
        const controls = make("div", { className: "controls" }, make("label", {}, "Rows with the words", words),
            ...choices.map(({ title, select }) => make("label", {}, title, select)), all);
        controls.setAttribute("role", "search");
        controls.setAttribute("aria-label", "Choose rows of the table");
        frame.before(controls, status);
        tell();
        return tell;
    };

    /* A slider below a plot, with which a step is chosen and its values are read; pointing at the plot moves it. */
    const makeReadable = figure => {
        const table = document.getElementById(figure.dataset.samples).closest("table"), picture = figure.querySelector("svg");
        if (!picture.dataset.horizontal)
            return; // several panels have no one axis
        const rows = [...table.tBodies[0].rows].map(row => [...row.cells].map(cell => cell.textContent));
        const steps = rows.map(row => numberOf(row[0]));
        const [left, right, first, last] = picture.dataset.horizontal.split(" ").map(Number);
        const placeOf = step => left + (step - first) / (last - first) * (right - left);
        const line = document.createElementNS(svgNamespace, "path");
        line.setAttribute("class", "cursor");
        const slider = make("input", { type: "range", min: 0, max: rows.length - 1, value: rows.length - 1 });
        const values = make("span", { className: "values" });
        values.setAttribute("aria-hidden", "true"); // the slider says it
        const show = () => {
            const [step, without, withIt, lossWithout, lossWith, secondsWithout, secondsWith] = rows[slider.value];
            values.textContent = `Step ${step}: accuracy ${without} without, ${withIt} with; loss ${lossWithout} without, ${lossWith} with; `
                + `after ${secondsWithout} s and ${secondsWith} s`;
            slider.setAttribute("aria-valuetext", values.textContent);
        };
        const point = () => {
            show();
            line.setAttribute("d", `M${placeOf(steps[slider.value])} 0V${picture.viewBox.baseVal.height}`);
            picture.append(line);
        };
        ["input", "focus"].forEach(event => slider.addEventListener(event, point));
        picture.addEventListener("pointermove", event => {
            const box = picture.getBoundingClientRect();
            const place = (event.clientX - box.left) / box.width * picture.viewBox.baseVal.width;
            const distances = steps.map(step => Math.abs(placeOf(step) - place));
            slider.value = distances.indexOf(Math.min(...distances));
            point();
        });
        show();
        figure.querySelector(".frame").after(make("label", { className: "reading" }, "Values at a step", slider, values));
    };

    const onceOpen = (details, action) => {
        if (details === null || details.open)
            action();
        else
            details.addEventListener("toggle", action, { once: true });
    };

    /* A button that unfolds all parts, or folds them. */
    const makeUnfolding = parts => {
        const button = make("button", { type: "button", textContent: "Unfold all" });
        button.addEventListener("click", () => {
            const open = parts.some(part => !part.open);
            parts.forEach(part => { part.open = open; });
            button.textContent = open ? "Fold all" : "Unfold all";
        });
        parts[0].before(button);
    };

    const unfoldOnPaper = () => {
        let unfolded = [];
        addEventListener("beforeprint", () => {
            unfolded = [...document.querySelectorAll("details:not([open])")];
            unfolded.forEach(details => { details.open = true; });
        });
        addEventListener("afterprint", () => unfolded.forEach(details => { details.open = false; }));
    };

    document.querySelectorAll("table.sortable").forEach(table => makeSortable(table, makeFilter(table, table.closest(".frame"))));
    document.querySelectorAll("figure[data-samples]").forEach(figure => onceOpen(figure.closest("details"), () => makeReadable(figure)));
    const parts = [...document.querySelectorAll("details.part")];
    if (parts.length > 1)
        makeUnfolding(parts);
    unfoldOnPaper();
})();
