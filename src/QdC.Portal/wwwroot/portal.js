// Draws the charts. Nothing here is needed to read a page: each chart has its table, and what a click does is a link in it.
"use strict";
(() => {
  // On a telephone the place one is at may lie outside the bar that scrolls.
  document.querySelectorAll(".places [aria-current], .tabs [aria-current]").forEach(here => {
    const bar = here.closest("ul");
    bar.scrollLeft = here.offsetLeft - bar.offsetLeft - (bar.clientWidth - here.offsetWidth) / 2;
  });

  const charts = [];
  // A colour of the style sheet as it is now: of two, the one that is lit or dark.
  const probe = document.body.appendChild(document.createElement("span"));
  probe.hidden = true;
  const token = name => {
    probe.style.color = "var(" + name + ")";
    return getComputedStyle(probe).color;
  };

  const numbers = (lang, unit) => {
    const format = new Intl.NumberFormat(lang, { maximumFractionDigits: 2, useGrouping: "always" });
    return value => format.format(value) + unit;
  };

  // A number as a chart takes it; what is provisional is drawn lighter, with a dashed edge.
  const points = (data, series, colour) =>
    series.values.map((value, i) => ({
      value,
      text: series.texts[i],
      provisional: series.provisional[i] === 1,
      itemStyle: series.provisional[i] === 1 ? { opacity: .55, borderColor: colour, borderType: "dashed", borderWidth: 1 } : undefined,
    }));

  // Names beside bars are folded at words and never cut: the most lines that one of them takes.
  const pen = document.createElement("canvas").getContext("2d");
  const lineHeight = 14, labelSize = 12;
  const labelWidth = host => Math.min(190, host.clientWidth * .38);
  const folds = (names, width) => {
    pen.font = labelSize + "px " + getComputedStyle(document.body).fontFamily;
    return Math.max(1, ...names.map(name => {
      let lines = 1, line = "";
      for (const word of name.split(" ")) {
        const longer = line ? line + " " + word : word;
        const fits = pen.measureText(longer).width <= width;
        lines += fits || !line ? Math.floor(fits ? 0 : pen.measureText(word).width / width) : 1;
        line = fits ? longer : word;
      }
      return lines;
    }));
  };

  // The names below a donut stand side by side as far as they go: the lines that they take.
  const legendLine = 22, legendGap = 10, legendIcon = 12, legendInset = 5;
  const partsOf = data => data.categories.map((name, i) => ({ name, value: data.series[0].values[i], text: data.series[0].texts[i] })).filter(part => part.value > 0);
  const legendLines = (data, host) => {
    pen.font = labelSize + "px " + getComputedStyle(document.body).fontFamily;
    let lines = 1, used = 0;
    for (const { name } of partsOf(data)) {
      const wide = legendIcon + legendInset + pen.measureText(name).width;
      const fits = used === 0 || used + legendGap + wide <= host.clientWidth - 2 * legendInset;
      lines += fits ? 0 : 1;
      used = fits && used > 0 ? used + legendGap + wide : wide;
    }
    return lines;
  };

  const option = (data, host) => {
    const ink = token("--ink"), faint = token("--ink-2"), line = token("--line");
    const font = getComputedStyle(document.body).fontFamily;
    const colours = [1, 2, 3, 4, 5, 6, 7, 8].map(n => token("--c" + n));
    const axisText = numbers(host.dataset.lang, data.unit);
    const told = p => p.seriesName + ": " + (p.data.text || "–") + (p.data.provisional ? " (" + host.dataset.provisional + ")" : "");
    const base = {
      animation: false,
      color: colours,
      textStyle: { fontFamily: font, color: ink, fontSize: 12 },
      tooltip: {
        renderMode: "richText", confine: true, backgroundColor: token("--surface"), borderColor: token("--line-strong"), textStyle: { color: ink, fontFamily: font, fontSize: 12 },
      },
    };
    if (data.kind === "donut") {
      const around = host.clientHeight - legendLines(data, host) * legendLine;
      const outer = Math.min(around, host.clientWidth) * .46;
      return {
        ...base,
        tooltip: { ...base.tooltip, trigger: "item", formatter: p => p.name + ": " + p.data.text },
        title: data.total ? { text: data.total, left: "center", top: around / 2, textVerticalAlign: "middle", textStyle: { color: ink, fontFamily: font, fontSize: data.total.length > 8 ? 15 : 20, fontWeight: 650 } } : undefined,
        legend: { bottom: 0, textStyle: { color: ink }, itemWidth: legendIcon, itemHeight: legendIcon, itemGap: legendGap },
        series: [{
          type: "pie", radius: [outer * .59, outer], center: ["50%", around / 2], itemStyle: { borderColor: token("--surface"), borderWidth: 2 },
          label: { position: "inside", color: token("--surface"), fontWeight: 650, formatter: p => p.percent < 6 ? "" : Math.round(p.percent) + " %" }, labelLine: { show: false },
          data: partsOf(data),
        }],
      };
    }
    const lying = data.kind === "bars";
    const labels = {
      type: "category", data: data.categories, inverse: lying, axisTick: { show: false }, axisLine: { lineStyle: { color: token("--line-strong") } },
      axisLabel: lying ? { color: ink, width: labelWidth(host), overflow: "break", lineHeight, interval: 0 } : { color: faint, hideOverlap: true },
    };
    const values = {
      type: "value", splitNumber: 4, axisLabel: { color: faint, formatter: axisText, hideOverlap: true }, splitLine: { lineStyle: { color: line } },
      minInterval: data.unit === "" && data.series.every(s => s.values.every(v => v === null || Number.isInteger(v))) ? 1 : undefined,
    };
    return {
      ...base,
      tooltip: {
        ...base.tooltip, trigger: "axis", axisPointer: { type: data.kind === "line" ? "line" : "shadow" },
        formatter: ps => ps[0].name + "\n" + ps.filter(p => p.data.text).map(told).join("\n"),
      },
      legend: data.series.length > 1 ? { top: 0, left: 0, textStyle: { color: ink }, itemWidth: 14, itemHeight: 10, type: "scroll" } : undefined,
      grid: { left: 4, right: lying && !data.stacked ? 70 : 14, top: data.series.length > 1 ? 34 : 12, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
      xAxis: lying ? values : labels,
      yAxis: lying ? labels : values,
      series: data.series.map((series, i) => data.kind === "line"
        ? { type: "line", name: series.name, data: points(data, series, colours[i % 8]), symbolSize: 6, lineStyle: { width: 2.5 }, connectNulls: false }
        : {
            type: "bar", name: series.name, data: points(data, series, colours[i % 8]), barMaxWidth: 28, stack: data.stacked ? "all" : undefined,
            cursor: data.links.some(l => l) ? "pointer" : "default",
            label: lying && data.series.length === 1 ? { show: true, position: "right", color: ink, formatter: p => p.data.text } : undefined,
          }),
    };
  };

  const draw = host => {
    host.dataset.drawn = "";
    const data = JSON.parse(host.dataset.chart);
    if (data.kind === "bars") {
      const least = data.categories.length * (folds(data.categories, labelWidth(host)) * lineHeight + 8) + 50 + (data.series.length > 1 ? 30 : 0);
      host.style.height = Math.max(parseFloat(host.style.height), least) + "px";
    } else if (data.kind === "donut") {
      host.style.height = parseFloat(host.style.height) + (legendLines(data, host) - 1) * legendLine + "px";
    }
    const chart = echarts.init(host, null, { renderer: "svg" });
    chart.setOption(option(data, host));
    chart.on("click", p => {
      const at = p.name === undefined ? -1 : data.categories.indexOf(p.name);
      if (at >= 0 && data.links[at]) {
        location.assign(data.links[at]);
      }
    });
    new ResizeObserver(() => chart.resize()).observe(host);
    charts.push(() => chart.setOption(option(data, host), true));
  };

  if (window.echarts) {
    document.querySelectorAll("[data-chart]").forEach(draw);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => charts.forEach(redraw => redraw()));
  }
})();
