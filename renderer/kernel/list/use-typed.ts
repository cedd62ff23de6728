import { useEffect, useRef, useState } from 'react'

/** What is being typed, told after a pause; another text from outside takes its place. */
export const useTyped = (text: string, pauseMs: number, onChange: (text: string) => void): [string, (typed: string) => void] => {
  const [typed, setTyped] = useState(text)
  const sent = useRef(text)
  useEffect(() => {
    if (text !== sent.current) setTyped(text)
    sent.current = text
  }, [text])
  useEffect(() => {
    if (typed.trim() === sent.current) return
    const timer = setTimeout(() => {
      sent.current = typed.trim()
      onChange(typed.trim())
    }, pauseMs)
    return () => clearTimeout(timer)
  }, [typed, pauseMs, onChange])
  return [typed, setTyped]
}
