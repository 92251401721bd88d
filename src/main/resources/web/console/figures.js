// Draws each chart from the table beside it, so that both always say the same.
(function () {
  'use strict';
  const charts = [];

  function colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  function draw(canvas) {
    const rows = [...document.getElementById(canvas.dataset.table).tBodies[0].rows];
    const values = rows.map((row) => (row.cells[1].dataset.value ? Number(row.cells[1].dataset.value) : null));
    const unit = canvas.dataset.unit;
    const axis = { color: colour('--ink-soft') };
    canvas.parentElement.hidden = false;
    return new Chart(canvas, {
      type: 'line',
      data: {
        labels: rows.map((row) => row.cells[0].textContent.slice(5)),
        datasets: [
          {
            data: values,
            borderColor: colour('--accent'),
            backgroundColor: colour('--accent'),
            borderWidth: 2.5,
            pointRadius: 3,
            spanGaps: true,
            clip: 8,
          },
        ],
      },
      options: {
        animation: false,
        maintainAspectRatio: false,
        plugins: {
          legend: { display: false },
          tooltip: {
            callbacks: {
              title: (items) => 'Week of ' + rows[items[0].dataIndex].cells[0].textContent,
              label: (item) => rows[item.dataIndex].cells[1].textContent,
            },
          },
        },
        scales: {
          x: { ticks: axis, grid: { color: colour('--line') } },
          y: {
            beginAtZero: true,
            max: unit === '%' ? 100 : undefined,
            ticks: { ...axis, callback: (value) => value + ' ' + unit },
            grid: { color: colour('--line') },
          },
        },
      },
    });
  }

  function drawAll() {
    while (charts.length) {
      charts.pop().destroy();
    }
    for (const canvas of document.querySelectorAll('canvas[data-table]')) {
      charts.push(draw(canvas));
    }
  }

  drawAll();
  document.getElementById('theme').addEventListener('click', drawAll);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);

  const period = document.getElementById('weeks');
  period.addEventListener('change', () => period.form.requestSubmit());
})();
