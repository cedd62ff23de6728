import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import css from './chart.module.css'

use([BarChart, LineChart, GridComponent, TooltipComponent, SVGRenderer])

interface Props {
  /** Along the time, the first one first. */
  readonly names: readonly string[]
  readonly values: readonly number[]
  readonly look: 'bars' | 'line'
  /** What the values are called. */
  readonly word: string
  readonly min?: number
  readonly max?: number
  readonly onChoose?: ((index: number) => void) | undefined
}

/** A series over time, in the colours of the window. It is only looked at: a table beside it says the same. */
export const TimeChart = ({ names, values, look, word, min = 0, max, onChoose }: Props) => {
  const box = useRef<HTMLDivElement>(null)
  const choose = useRef(onChoose)
  useEffect(() => void (choose.current = onChoose))
  useEffect(() => {
    const chart = init(box.current, undefined, { renderer: 'svg' })
    const draw = (): void => {
      const style = getComputedStyle(document.documentElement)
      const colour = (name: string): string => style.getPropertyValue(name).trim()
      const text = { color: colour('--text-2'), fontFamily: colour('--font'), fontSize: 12 }
      chart.setOption({
        animation: false,
        grid: { left: 8, right: 12, top: 12, bottom: 4, containLabel: true },
        tooltip: { trigger: 'axis', backgroundColor: colour('--surface'), borderColor: colour('--border'), textStyle: { ...text, color: colour('--text') } },
        xAxis: { type: 'category', data: [...names], axisLabel: text, axisLine: { lineStyle: { color: colour('--border-control') } }, axisTick: { show: false } },
        yAxis: { type: 'value', min, ...(max !== undefined && { max }), minInterval: look === 'bars' ? 1 : 0, axisLabel: text, splitLine: { lineStyle: { color: colour('--border') } } },
        series: [look === 'bars' ? { type: 'bar', name: word, data: [...values], barMaxWidth: 40, itemStyle: { color: colour('--c1') }, cursor: choose.current ? 'pointer' : 'default' } : { type: 'line', name: word, data: [...values], symbolSize: 7, lineStyle: { color: colour('--c1'), width: 2 }, itemStyle: { color: colour('--c1') } }],
      })
    }
    draw()
    chart.on('click', ({ dataIndex }) => choose.current?.(dataIndex))
    const resized = new ResizeObserver(() => chart.resize())
    resized.observe(box.current!)
    const themed = new MutationObserver(draw)
    themed.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
    return () => {
      resized.disconnect()
      themed.disconnect()
      chart.dispose()
    }
  }, [names, values, look, word, min, max])
  return <div ref={box} className={css.chart} aria-hidden="true" />
}
